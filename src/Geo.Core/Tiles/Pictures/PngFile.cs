using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;

namespace Geo.Core.Tiles.Pictures;

/// <summary>Writes PNG (ISO/IEC 15948): what a tile server needs of it and quicker than general encoders, which try every filter a row.</summary>
internal static class PngFile
{
    private const int Colours = 2, Palette = 3, ColoursWithAlpha = 6;
    private const byte NoFilter = 0, Up = 2;

    // Higher levels make tiles of imagery hardly smaller and take three times as long (docs/tiles.md).
    private static readonly ZLibCompressionOptions Quick = new() { CompressionLevel = 3 };
    private static readonly uint[] Crcs = Table();

    /// <summary>Red, green, blue, alpha a pixel; without alpha where nothing is transparent.</summary>
    public static byte[] OfColours(int width, int height, byte[] rgba)
    {
        bool opaque = true;
        for (int i = 3; i < rgba.Length && opaque; i += 4) opaque = rgba[i] == 255;
        if (!opaque) return Write(width, height, ColoursWithAlpha, 4, rgba, Up, null);
        var rgb = new byte[width * height * 3];
        for (int from = 0, to = 0; from < rgba.Length; from += 4, to += 3)
        {
            (rgb[to], rgb[to + 1], rgb[to + 2]) = (rgba[from], rgba[from + 1], rgba[from + 2]);
        }

        return Write(width, height, Colours, 3, rgb, Up, null);
    }

    /// <summary>An index a pixel.</summary>
    public static byte[] OfIndices(int width, int height, byte[] indices, IReadOnlyList<uint> palette) =>
        Write(width, height, Palette, 1, indices, NoFilter, palette);

    private static byte[] Write(int width, int height, byte kind, int bytes, byte[] pixels, byte filter, IReadOnlyList<uint>? palette)
    {
        using var file = new MemoryStream(pixels.Length / 2 + 1024);
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        (header[8], header[9], header[10], header[11], header[12]) = (8, kind, 0, 0, 0);
        Chunk(file, "IHDR"u8, header);
        if (palette is not null)
        {
            var colours = new byte[3 * Math.Max(1, palette.Count)];
            var alphas = new byte[Math.Max(1, palette.Count)];
            for (int i = 0; i < palette.Count; i++)
            {
                (colours[3 * i], colours[3 * i + 1], colours[3 * i + 2], alphas[i]) = ((byte)(palette[i] >> 16), (byte)(palette[i] >> 8), (byte)palette[i], (byte)(palette[i] >> 24));
            }

            Chunk(file, "PLTE"u8, colours);
            Chunk(file, "tRNS"u8, alphas);
        }

        using (var packed = new MemoryStream(pixels.Length / 2 + 1024))
        {
            using (var zlib = new ZLibStream(packed, Quick, leaveOpen: true)) zlib.Write(Filtered(width * bytes, height, pixels, filter));
            Chunk(file, "IDAT"u8, packed.GetBuffer().AsSpan(0, (int)packed.Length));
        }

        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Filtered(int line, int height, byte[] pixels, byte filter)
    {
        var rows = new byte[(line + 1) * height];
        for (int row = 0; row < height; row++)
        {
            rows[row * (line + 1)] = row == 0 ? NoFilter : filter;
            Span<byte> into = rows.AsSpan(row * (line + 1) + 1, line);
            ReadOnlySpan<byte> now = pixels.AsSpan(row * line, line);
            if (row == 0 || filter == NoFilter)
            {
                now.CopyTo(into);
                continue;
            }

            ReadOnlySpan<byte> above = pixels.AsSpan((row - 1) * line, line);
            int i = 0;
            for (; i <= line - Vector<byte>.Count; i += Vector<byte>.Count) (new Vector<byte>(now[i..]) - new Vector<byte>(above[i..])).CopyTo(into[i..]);
            for (; i < line; i++) into[i] = (byte)(now[i] - above[i]);
        }

        return rows;
    }

    private static void Chunk(Stream file, ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(name);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(0xFFFFFFFF, name), content));
        file.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (byte one in bytes) crc = Crcs[(byte)(crc ^ one)] ^ (crc >> 8);
        return crc;
    }

    private static uint[] Table()
    {
        var table = new uint[256];
        for (uint n = 0; n < 256; n++)
        {
            uint crc = n;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
            table[n] = crc;
        }

        return table;
    }
}
