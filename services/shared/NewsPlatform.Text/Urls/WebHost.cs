using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace NewsPlatform.Text.Urls;

/// <summary>The host parser of the WHATWG URL Standard, section 3.5: names to ASCII, every spelling of IPv4, IPv6 in brackets.</summary>
internal static class WebHost
{
    private const int MaxRawLength = 1_024;

    // "Forbidden domain code points" above the controls and the space.
    private const string Forbidden = " #/:<>?@[\\]^|%\u007F";

    public static bool TryParse(string raw, out string host)
    {
        host = "";
        if (raw.Length is 0 or > MaxRawLength)
        {
            return false;
        }

        if (raw[0] == '[')
        {
            return raw[^1] == ']' && TryIPv6(raw[1..^1], out host);
        }

        if (!Idna.TryToAscii(PercentEncoding.Decode(raw), out var ascii))
        {
            return false;
        }

        foreach (var c in ascii)
        {
            if (c < ' ' || Forbidden.Contains(c, StringComparison.Ordinal))
            {
                return false;
            }
        }

        if (!EndsInNumber(ascii))
        {
            host = ascii;
            return true;
        }

        return TryIPv4(ascii, out host);
    }

    private static bool EndsInNumber(string host)
    {
        var parts = host.Split('.');
        var last = parts[^1];
        if (last.Length == 0)
        {
            if (parts.Length == 1)
            {
                return false;
            }

            last = parts[^2];
        }

        return last.Length > 0 && (last.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0 || TryNumber(last, out _));
    }

    private static bool TryIPv4(string host, out string dotted)
    {
        dotted = "";
        var parts = host.Split('.');
        var count = parts[^1].Length == 0 && parts.Length > 1 ? parts.Length - 1 : parts.Length;
        if (count > 4)
        {
            return false;
        }

        long address = 0;
        for (var i = 0; i < count; i++)
        {
            if (!TryNumber(parts[i], out var number))
            {
                return false;
            }

            if (i < count - 1)
            {
                if (number > 255)
                {
                    return false;
                }

                address |= number << (8 * (3 - i));
            }
            else
            {
                if (number >= 1L << (8 * (5 - count)))
                {
                    return false;
                }

                address |= number;
            }
        }

        dotted = string.Create(CultureInfo.InvariantCulture, $"{address >> 24 & 255}.{address >> 16 & 255}.{address >> 8 & 255}.{address & 255}");
        return true;
    }

    /// <summary>Decimal, octal (leading 0) or hexadecimal (leading 0x); saturates above 2^40, which is out of range anywhere.</summary>
    private static bool TryNumber(string part, out long number)
    {
        number = 0;
        if (part.Length == 0)
        {
            return false;
        }

        var digits = part.AsSpan();
        var radix = 10;
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            radix = 16;
            digits = digits[2..];
        }
        else if (digits.Length > 1 && digits[0] == '0')
        {
            radix = 8;
            digits = digits[1..];
        }

        foreach (var c in digits)
        {
            var value = char.IsAsciiHexDigit(c) ? (c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10) : radix;
            if (value >= radix)
            {
                return false;
            }

            number = Math.Min((number * radix) + value, 1L << 40);
        }

        return true;
    }

    private static bool TryIPv6(string text, out string host)
    {
        host = "";
        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit(c) && c is not (':' or '.'))
            {
                return false; // also refuses zones ("%eth0"), which name an interface of this machine
            }
        }

        var dotted = text.LastIndexOf(':') + 1;
        if (text.Contains('.', StringComparison.Ordinal) && !IsStrictIPv4(text[dotted..]))
        {
            return false;
        }

        if (!IPAddress.TryParse(text, out var address) || address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return false;
        }

        host = "[" + Serialise(address) + "]";
        return true;
    }

    private static bool IsStrictIPv4(string text)
    {
        var parts = text.Split('.');
        if (parts.Length != 4)
        {
            return false;
        }

        foreach (var part in parts)
        {
            if (part.Length is 0 or > 3 || (part.Length > 1 && part[0] == '0') || part.AsSpan().IndexOfAnyExceptInRange('0', '9') >= 0
                || int.Parse(part, CultureInfo.InvariantCulture) > 255)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>RFC 5952, but never dotted: the standard writes ::ffff:7f00:1.</summary>
    private static string Serialise(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        var groups = new int[8];
        for (var i = 0; i < 8; i++)
        {
            groups[i] = (bytes[2 * i] << 8) | bytes[(2 * i) + 1];
        }

        var (runStart, runLength) = (-1, 1);
        for (var i = 0; i < 8; i++)
        {
            var length = 0;
            while (i + length < 8 && groups[i + length] == 0)
            {
                length++;
            }

            if (length > runLength)
            {
                (runStart, runLength) = (i, length);
            }

            i += length;
        }

        var text = new System.Text.StringBuilder();
        for (var i = 0; i < 8; i++)
        {
            if (i == runStart)
            {
                text.Append("::");
                i += runLength - 1;
                continue;
            }

            if (text.Length > 0 && text[^1] != ':')
            {
                text.Append(':');
            }

            text.Append(groups[i].ToString("x", CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
