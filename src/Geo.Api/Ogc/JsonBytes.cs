using System.Buffers;
using System.Buffers.Text;
using System.Text.Encodings.Web;

namespace Geo.Api.Ogc;

/// <summary>JSON as bytes, in a buffer that grows; the same bytes as Utf8JsonWriter with our encoder makes, in less time. Who writes cares for commas and brackets.</summary>
internal sealed class JsonBytes : IDisposable
{
    private const int LongestNumber = 32;
    private static readonly JavaScriptEncoder Encoder = Json.Writer.Encoder!;
    private static readonly double[] Powers = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7];
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private int _at;

    /// <summary>What has been written since the last <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _at);

    /// <summary>Begins anew.</summary>
    public void Clear() => _at = 0;

    /// <summary>Bytes as they are.</summary>
    public void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _at += bytes.Length;
    }

    /// <summary>One byte.</summary>
    public void Raw(byte one)
    {
        Room(1)[0] = one;
        _at++;
    }

    /// <summary>A string in quotes.</summary>
    public void String(ReadOnlySpan<byte> utf8)
    {
        Raw((byte)'"');
        int first = Encoder.FindFirstCharacterToEncodeUtf8(utf8);
        if (first < 0)
        {
            Raw(utf8);
        }
        else
        {
            Raw(utf8[..first]);
            for (var rest = utf8[first..]; !rest.IsEmpty;)
            {
                Encoder.EncodeUtf8(rest, Room(6 * rest.Length + 16), out int read, out int written);
                _at += written;
                rest = rest[read..];
            }
        }

        Raw((byte)'"');
    }

    /// <summary>A string in quotes.</summary>
    public void String(string text)
    {
        Span<byte> utf8 = text.Length <= 256 ? stackalloc byte[3 * text.Length] : new byte[3 * text.Length];
        String(utf8[..System.Text.Encoding.UTF8.GetBytes(text, utf8)]);
    }

    /// <summary>A whole number.</summary>
    public void Number(long value)
    {
        Utf8Formatter.TryFormat(value, Room(LongestNumber), out int written);
        _at += written;
    }

    /// <summary>A finite number in its shortest form.</summary>
    public void Number(double value)
    {
        Utf8Formatter.TryFormat(value, Room(LongestNumber), out int written);
        _at += written;
    }

    /// <summary>A number rounded to decimals (0 to 7), half to even.</summary>
    /// <remarks>
    /// n / 10^d with n of at most 15 digits has no shorter decimal form than n's own digits without trailing zeros, so that these
    /// are what the shortest form of the double is; below 1e-4 that form has an exponent, and is left to the formatter.
    /// </remarks>
    public void Rounded(double value, int decimals)
    {
        double scaled = Math.Round(value * Powers[decimals]);
        double size = Math.Abs(scaled);
        if (!(size < 1e15) || size < Powers[decimals] * 1e-4)
        {
            Number(Math.Round(value, decimals));
            return;
        }

        var room = Room(LongestNumber);
        int at = 0;
        if (scaled < 0)
        {
            room[at++] = (byte)'-';
        }

        ulong all = (ulong)size, unit = (ulong)Powers[decimals], whole = all / unit, part = all % unit;
        Utf8Formatter.TryFormat(whole, room[at..], out int digits);
        at += digits;
        if (part != 0)
        {
            int length = decimals;
            while (part % 10 == 0)
            {
                part /= 10;
                length--;
            }

            room[at] = (byte)'.';
            for (int i = length; i > 0; i--)
            {
                room[at + i] = (byte)('0' + part % 10);
                part /= 10;
            }

            at += length + 1;
        }

        _at += at;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private Span<byte> Room(int bytes)
    {
        if (_buffer.Length - _at < bytes)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * _buffer.Length, _at + bytes));
            _buffer.AsSpan(0, _at).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsSpan(_at);
    }
}
