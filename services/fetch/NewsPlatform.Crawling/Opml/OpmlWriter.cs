using System.Text;
using System.Xml;

namespace NewsPlatform.Crawling.Opml;

/// <summary>Writes a list as well-formed OPML, with every attribute and head element that it has and that XML can hold.</summary>
public static class OpmlWriter
{
    /// <summary>The list as UTF-8; <see cref="OpmlReader.Read"/> gives the same document back.</summary>
    public static byte[] Write(OpmlDocument document)
    {
        using var target = new MemoryStream();
        using (var writer = XmlWriter.Create(target, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, CheckCharacters = false }))
        {
            writer.WriteStartElement("opml");
            writer.WriteAttributeString("version", document.Version ?? "2.0");
            writer.WriteStartElement("head");
            foreach (var (name, value) in document.Head)
            {
                if (name.Length > 0)
                {
                    writer.WriteElementString(XmlConvert.EncodeLocalName(name), value);
                }
            }

            writer.WriteEndElement();
            writer.WriteStartElement("body");
            Write(writer, document.Outlines);
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        return target.ToArray();
    }

    // Depth is bounded by the reader.
    private static void Write(XmlWriter writer, IReadOnlyList<OpmlOutline> outlines)
    {
        foreach (var outline in outlines)
        {
            writer.WriteStartElement("outline");
            var written = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (name, value) in outline.Attributes)
            {
                if (CanBeWritten(name, value) && written.Add(name))
                {
                    Write(writer, name, value);
                }
            }

            Write(writer, outline.Children);
            writer.WriteEndElement();
        }
    }

    /// <summary>What only a reader that forgives everything takes for an attribute: a lone colon, a namespace, white space that is none of XML's two kinds.</summary>
    private static bool CanBeWritten(string name, string value) => name is not ("" or "xmlns") && (name is not "xml:space" || value is "default" or "preserve");

    /// <summary>Names with a prefix need a namespace to be well-formed; the prefix itself stands in for one that is not known.</summary>
    private static void Write(XmlWriter writer, string name, string value)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon == name.Length - 1)
        {
            writer.WriteAttributeString(XmlConvert.EncodeLocalName(name), value);
            return;
        }

        var prefix = XmlConvert.EncodeLocalName(name[..colon]);
        writer.WriteAttributeString(prefix, XmlConvert.EncodeLocalName(name[(colon + 1)..]), prefix is "xml" ? "http://www.w3.org/XML/1998/namespace" : "urn:prefix:" + prefix, value);
    }
}
