using System.Collections.Frozen;
using System.Text;

namespace NewsPlatform.Text.Encodings;

/// <summary>The labels of the WHATWG Encoding Standard, with a few more that are met, and the .NET code pages that decode them.</summary>
public static class WhatwgEncodings
{
    private static readonly FrozenDictionary<string, (string Name, int CodePage)> Labels = Build();

    /// <summary>The encoding for a label of the web (<c>latin1</c>, <c>gb2312</c>, <c>ks_c_5601-1987</c>), or null for an unknown one.</summary>
    /// <param name="label">The label, in any case, with or without surrounding space.</param>
    public static (string Name, Encoding Encoding)? Find(ReadOnlySpan<char> label)
    {
        label = label.Trim(" \t\r\n\f");
        if (label.Length is 0 or > 40 || !Labels.TryGetValue(label.ToString(), out var found))
        {
            return null;
        }

        return (found.Name, Get(found.CodePage));
    }

    /// <summary>The encoding of a .NET code page, whether or not it is registered with the process.</summary>
    private static Encoding Get(int codePage) => codePage switch
    {
        65001 => Encoding.UTF8,
        1200 => Encoding.Unicode,
        1201 => Encoding.BigEndianUnicode,
        12000 => Encoding.UTF32,
        51932 => EucJpEncoding.Instance,
        12001 => new UTF32Encoding(bigEndian: true, byteOrderMark: false),
        _ => CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.GetEncoding(codePage),
    };

    private static FrozenDictionary<string, (string, int)> Build()
    {
        // https://encoding.spec.whatwg.org/#names-and-labels. .NET has no iso-8859-10, -14, -16: the nearest code page stands in.
        // euc-kr is 949, not 51949: the web's Korean pages use the extended set.
        (string Name, int CodePage, string Labels)[] table =
        [
            ("utf-8", 65001, "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8 utf-8-sig"),
            ("ibm866", 866, "ibm866 866 cp866 csibm866"),
            ("iso-8859-2", 28592, "iso-8859-2 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 iso-ir-101 l2 latin2 csisolatin2"),
            ("iso-8859-3", 28593, "iso-8859-3 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 iso-ir-109 l3 latin3 csisolatin3"),
            ("iso-8859-4", 28594, "iso-8859-4 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 iso-ir-110 l4 latin4 csisolatin4"),
            ("iso-8859-5", 28595, "iso-8859-5 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988 iso-ir-144 cyrillic csisolatincyrillic"),
            ("iso-8859-6", 28596, "iso-8859-6 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987 iso-ir-127 arabic asmo-708 ecma-114 csiso88596e csiso88596i csisolatinarabic iso-8859-6-e iso-8859-6-i"),
            ("iso-8859-7", 28597, "iso-8859-7 iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 iso-ir-126 greek greek8 ecma-118 elot_928 sun_eu_greek csisolatingreek"),
            ("iso-8859-8", 28598, "iso-8859-8 iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 iso-ir-138 hebrew visual iso-8859-8-e csiso88598e csisolatinhebrew"),
            ("iso-8859-8-i", 38598, "iso-8859-8-i csiso88598i logical"),
            ("iso-8859-10", 28594, "iso-8859-10 iso8859-10 iso885910 iso-ir-157 l6 latin6 csisolatin6"),
            ("iso-8859-13", 28603, "iso-8859-13 iso8859-13 iso885913"),
            ("iso-8859-14", 28605, "iso-8859-14 iso8859-14 iso885914"),
            ("iso-8859-15", 28605, "iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9 csisolatin9 latin9"),
            ("iso-8859-16", 28592, "iso-8859-16"),
            ("koi8-r", 20866, "koi8-r koi koi8 koi8_r koi8r cskoi8r"),
            ("koi8-u", 21866, "koi8-u koi8-ru"),
            ("macintosh", 10000, "macintosh mac x-mac-roman csmacintosh"),
            ("windows-874", 874, "windows-874 dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 x-windows-874"),
            ("windows-1250", 1250, "windows-1250 cp1250 x-cp1250"),
            ("windows-1251", 1251, "windows-1251 cp1251 x-cp1251 win-1251"),
            ("windows-1252", 1252, "windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 iso-ir-100 latin1 l1 ascii us-ascii ansi_x3.4-1968 cp819 ibm819 csisolatin1 iso-8859"),
            ("windows-1253", 1253, "windows-1253 cp1253 x-cp1253"),
            ("windows-1254", 1254, "windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 iso-ir-148 l5 latin5 csisolatin5"),
            ("windows-1255", 1255, "windows-1255 cp1255 x-cp1255"),
            ("windows-1256", 1256, "windows-1256 cp1256 x-cp1256"),
            ("windows-1257", 1257, "windows-1257 cp1257 x-cp1257"),
            ("windows-1258", 1258, "windows-1258 cp1258 x-cp1258"),
            ("x-mac-cyrillic", 10007, "x-mac-cyrillic x-mac-ukrainian"),
            ("gbk", 54936, "gbk gb2312 gb_2312 gb_2312-80 chinese csgb2312 csiso58gb231280 iso-ir-58 x-gbk cp936 windows-936 cn-gb euc-cn x-euc-cn gb2312-80"),
            ("gb18030", 54936, "gb18030"),
            ("big5", 950, "big5 big5-hkscs cn-big5 csbig5 x-x-big5 cp950"),
            ("euc-jp", 51932, "euc-jp x-euc-jp x-euc cseucpkdfmtjapanese"),
            ("iso-2022-jp", 50220, "iso-2022-jp csiso2022jp"),
            ("shift_jis", 932, "shift_jis shift-jis sjis ms_kanji ms932 windows-31j x-sjis csshiftjis cp932 cswindows31j x-ms-cp932"),
            ("euc-kr", 949, "euc-kr korean ks_c_5601-1987 ks_c_5601-1989 ks_c_5601 ksc5601 ksc_5601 iso-ir-149 windows-949 cseuckr csksc56011987 cp949"),
            ("utf-16be", 1201, "utf-16be unicodefffe"),
            ("utf-16le", 1200, "utf-16le utf-16 csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff"),

            // Not of the standard, which knows what browsers need; archives and old servers have them still.
            ("utf-32le", 12000, "utf-32le utf-32"),
            ("utf-32be", 12001, "utf-32be"),
            ("iso-2022-kr", 50225, "iso-2022-kr csiso2022kr"),
            ("hz-gb-2312", 52936, "hz-gb-2312"),
            ("johab", 1361, "johab cp1361 ks_c_5601-1992"),
            ("ibm437", 437, "ibm437 cp437"),
            ("ibm737", 737, "ibm737 cp737"),
            ("ibm775", 775, "ibm775 cp775"),
            ("ibm850", 850, "ibm850 cp850"),
            ("ibm852", 852, "ibm852 cp852"),
            ("ibm855", 855, "ibm855 cp855 csibm855"),
            ("ibm857", 857, "ibm857 cp857"),
            ("ibm861", 861, "ibm861 cp861"),
            ("ibm862", 862, "ibm862 cp862 dos-862"),
            ("ibm865", 865, "ibm865 cp865"),
            ("ibm869", 869, "ibm869 cp869"),
            ("x-mac-ce", 10029, "x-mac-ce mac-centraleurope x-mac-centraleurope maccentraleurope"),
        ];
        var labels = new Dictionary<string, (string, int)>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, codePage, list) in table)
        {
            foreach (var label in list.Split(' '))
            {
                labels[label] = (name, codePage);
            }
        }

        return labels.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
