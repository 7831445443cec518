using System.Text;

namespace NewsPlatform.Crawling.Lists;

/// <summary>Records of a CSV file (RFC 4180): quoted fields may hold separators, line breaks and doubled quotes. A field longer than <see cref="UrlList.MaxFieldLength"/> is cut.</summary>
/// <param name="file">What is left of the file.</param>
/// <param name="separator">Between fields.</param>
/// <param name="ahead">What was read of it already.</param>
internal sealed class CsvReader(TextReader file, char separator, string ahead = "")
{
    private const int MaxFields = 1000;

    private readonly StringBuilder field = new();
    private int position;

    /// <summary>The next record; null at the end.</summary>
    public List<string>? Next()
    {
        if (Peek() < 0)
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

    private int Peek() => position < ahead.Length ? ahead[position] : file.Peek();

    private int Read() => position < ahead.Length ? ahead[position++] : file.Read();

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
