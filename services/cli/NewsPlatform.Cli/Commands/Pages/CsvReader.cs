using System.Text;

namespace NewsPlatform.Cli.Commands.Pages;

/// <summary>Records of a CSV file (RFC 4180): quoted fields may hold separators, line breaks and doubled quotes.</summary>
internal sealed class CsvReader(TextReader file, char separator)
{
    private const int MaxFields = 1000;

    private readonly StringBuilder field = new();
    private TextReader source = file;

    /// <summary>The next record; null at the end.</summary>
    public List<string>? Next()
    {
        if (source.Peek() < 0 && ReferenceEquals(source, file))
        {
            return null;
        }

        List<string> record = [];
        var quoted = false;
        while (true)
        {
            var next = Read();
            if (next < 0 || (next == '\n' && !quoted))
            {
                Add(record);
                return record;
            }

            var character = (char)next;
            if (quoted)
            {
                if (character != '"')
                {
                    Append(character);
                }
                else if (Peek() == '"')
                {
                    Read();
                    Append('"');
                }
                else
                {
                    quoted = false;
                }
            }
            else if (character == '"' && field.Length == 0)
            {
                quoted = true;
            }
            else if (character == separator)
            {
                Add(record);
            }
            else if (character != '\r')
            {
                Append(character);
            }
        }
    }

    /// <summary>The first record of a file whose first line was read already.</summary>
    public List<string>? NextAfter(string firstLine)
    {
        source = new StringReader(firstLine + "\n");
        return Next();
    }

    private int Peek()
    {
        var next = source.Peek();
        if (next < 0 && !ReferenceEquals(source, file))
        {
            source = file;
            next = source.Peek();
        }

        return next;
    }

    private int Read()
    {
        Peek();
        return source.Read();
    }

    private void Append(char character)
    {
        if (field.Length < UrlList.MaxFieldLength)
        {
            field.Append(character);
        }
    }

    private void Add(List<string> record)
    {
        if (record.Count < MaxFields)
        {
            record.Add(field.ToString());
        }

        field.Clear();
    }
}
