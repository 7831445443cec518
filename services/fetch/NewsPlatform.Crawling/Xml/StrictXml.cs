using System.Xml;

namespace NewsPlatform.Crawling.Xml;

/// <summary>Well-formed XML through the framework's reader: no DTD, no entities but the five, nothing resolved.</summary>
internal static class StrictXml
{
    /// <summary>False when the text is not well-formed; the error says where.</summary>
    public static bool Read(string text, MarkupBuilder builder, out string error)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Ignore,
            XmlResolver = null,
            CheckCharacters = false, // the builder drops what XML forbids
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        error = "";
        try
        {
            using var source = new StringReader(text);
            using var reader = XmlReader.Create(source, settings);
            while (reader.Read())
            {
                if (!Take(reader, builder))
                {
                    return true;
                }
            }

            return true;
        }
        catch (XmlException fault)
        {
            // Not well-formed is an expected outcome that the framework tells by exception.
            error = fault.Message;
            return false;
        }
    }

    private static bool Take(XmlReader reader, MarkupBuilder builder)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                var empty = reader.IsEmptyElement;
                if (!builder.Open(Namespaces.Short(reader.Prefix, reader.NamespaceURI), reader.LocalName))
                {
                    return false;
                }

                while (reader.MoveToNextAttribute())
                {
                    if (!string.Equals(reader.NamespaceURI, "http://www.w3.org/2000/xmlns/", StringComparison.Ordinal))
                    {
                        builder.Attribute(reader.Prefix.Length == 0 ? "" : Namespaces.Short(reader.Prefix, reader.NamespaceURI), reader.LocalName, reader.Value, reader.Prefix);
                    }
                }

                return !empty || builder.Close();
            case XmlNodeType.EndElement:
                return builder.Close();
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                builder.Text(reader.Value);
                return true;
            default:
                return true;
        }
    }
}
