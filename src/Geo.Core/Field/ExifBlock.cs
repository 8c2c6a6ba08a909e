using System.Buffers.Binary;

namespace Geo.Core.Field;

/// <summary>Where the TIFF structure of a picture's EXIF lies: APP1 of a JPEG, chunk eXIf of a PNG.</summary>
internal static class ExifBlock
{
    private static ReadOnlySpan<byte> Marker => "Exif\0\0"u8;

    /// <summary>The block, from its byte order on; empty where there is none or the file breaks off before it.</summary>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> file) =>
        PhotoFormat.Of(file) == PhotoFormat.Png ? OfPng(file[PhotoFormat.PngSignature.Length..]) : OfJpeg(file);

    // Segments: FF, a code, the length (with its own two bytes), the content. Pixels begin after SOS (DA); EXIF stands before.
    private static ReadOnlySpan<byte> OfJpeg(ReadOnlySpan<byte> file)
    {
        const byte Filler = 0xFF, App1 = 0xE1, StartOfScan = 0xDA, EndOfImage = 0xD9;
        int at = 2;
        while (at + 4 <= file.Length && file[at] == Filler)
        {
            byte code = file[at + 1];
            if (code == Filler)
            {
                at++; // any number of fill bytes may stand before a code
                continue;
            }

            if (code is StartOfScan or EndOfImage) break;
            int length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (length < 2) break;
            var content = file.Slice(at + 4, Math.Min(length - 2, file.Length - at - 4));
            if (code == App1 && content.StartsWith(Marker)) return content[Marker.Length..];
            at += 2 + length;
        }

        return [];
    }

    // Chunks: length, four letters, content, checksum.
    private static ReadOnlySpan<byte> OfPng(ReadOnlySpan<byte> chunks)
    {
        const int Head = 8, Checksum = 4;
        while (chunks.Length >= Head)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(chunks);
            if (length > chunks.Length - Head) break;
            if (chunks.Slice(4, 4).SequenceEqual("eXIf"u8)) return chunks.Slice(Head, (int)length);
            long next = Head + (long)length + Checksum;
            if (next > chunks.Length) break;
            chunks = chunks[(int)next..];
        }

        return [];
    }
}
