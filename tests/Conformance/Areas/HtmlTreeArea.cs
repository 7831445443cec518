using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace NewsPlatform.Conformance.Areas;

/// <summary>The tree that the product's HTML parser makes, in the notation of html5lib.</summary>
internal static class HtmlTreeArea
{
    public static async Task RunAsync(CaseFolder folder, Tally tally)
    {
        foreach (var one in folder.Cases("html-tree/cases.jsonl"))
        {
            await tally.JudgeAsync(one, () =>
            {
                var expected = one.Text("document")!.TrimEnd('\n');
                var actual = Tree(one).TrimEnd('\n');
                return string.Equals(expected, actual, StringComparison.Ordinal) ? null : $"tree is {Shown.Text(actual)}, expected {Shown.Text(expected)}";
            });
        }
    }

    private static string Tree(Case one)
    {
        var parser = new HtmlParser(new HtmlParserOptions { IsScripting = one.Is("scripting"), IsKeepingSourceReferences = false });
        var text = new StringBuilder();
        if (one.Text("fragment") is { } context)
        {
            var document = parser.ParseDocument("");
            var parts = context.Split(' ');
            var element = parts switch
            {
                ["svg", var name] => document.CreateElement(NamespaceNames.SvgUri, name),
                ["math", var name] => document.CreateElement(NamespaceNames.MathMlUri, name),
                _ => document.CreateElement(parts[0]),
            };
            foreach (var node in parser.ParseFragment(one.Text("data")!, element))
            {
                Write(node, 0, text);
            }
        }
        else
        {
            foreach (var node in parser.ParseDocument(one.Text("data")!).ChildNodes)
            {
                Write(node, 0, text);
            }
        }

        return text.ToString();
    }

    private static void Write(INode node, int depth, StringBuilder text)
    {
        text.Append("| ").Append(' ', depth * 2);
        switch (node)
        {
            case IDocumentType type:
                text.Append("<!DOCTYPE ").Append(type.Name);
                if (!string.IsNullOrEmpty(type.PublicIdentifier) || !string.IsNullOrEmpty(type.SystemIdentifier))
                {
                    text.Append(" \"").Append(type.PublicIdentifier).Append("\" \"").Append(type.SystemIdentifier).Append('"');
                }

                text.Append(">\n");
                break;
            case IComment comment:
                text.Append("<!-- ").Append(comment.Data).Append(" -->\n");
                break;
            case IText words:
                text.Append('"').Append(words.Data).Append("\"\n");
                break;
            case IElement element:
                text.Append('<').Append(Prefix(element.NamespaceUri)).Append(element.LocalName).Append(">\n");
                foreach (var (name, value) in element.Attributes.Select(a => (Name: AttributeName(a), a.Value)).OrderBy(a => a.Name, StringComparer.Ordinal))
                {
                    text.Append("| ").Append(' ', (depth + 1) * 2).Append(name).Append("=\"").Append(value).Append("\"\n");
                }

                if (element is IHtmlTemplateElement template)
                {
                    text.Append("| ").Append(' ', (depth + 1) * 2).Append("content\n");
                    WriteAll(template.Content, depth + 2, text);
                }

                WriteAll(element, depth + 1, text);
                break;
            default:
                break;
        }
    }

    private static void WriteAll(INode parent, int depth, StringBuilder text)
    {
        foreach (var child in parent.ChildNodes)
        {
            Write(child, depth, text);
        }
    }

    private static string AttributeName(IAttr attribute) => attribute.NamespaceUri switch
    {
        NamespaceNames.XLinkUri => "xlink " + attribute.LocalName,
        NamespaceNames.XmlUri => "xml " + attribute.LocalName,
        NamespaceNames.XmlNsUri => "xmlns " + attribute.LocalName,
        _ => attribute.Name,
    };

    private static string Prefix(string? space) =>
        string.Equals(space, NamespaceNames.SvgUri, StringComparison.Ordinal) ? "svg " : string.Equals(space, NamespaceNames.MathMlUri, StringComparison.Ordinal) ? "math " : "";

    private static class NamespaceNames
    {
        public const string SvgUri = "http://www.w3.org/2000/svg";
        public const string MathMlUri = "http://www.w3.org/1998/Math/MathML";
        public const string XLinkUri = "http://www.w3.org/1999/xlink";
        public const string XmlUri = "http://www.w3.org/XML/1998/namespace";
        public const string XmlNsUri = "http://www.w3.org/2000/xmlns/";
    }
}
