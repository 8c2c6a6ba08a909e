using System.Numerics;
using Geo.Core.Gdal;

namespace Geo.Core.Imagery;

/// <summary>The decoded tiles of a scene, shared by its sources: whole numbers of up to 16 bits as such, else floats.</summary>
internal sealed class SceneTiles
{
    /// <summary>Who walks down strips of this width finds again what was decoded, in a memory that does not grow with the raster.</summary>
    public const int StripWidth = 4096;

    private readonly SharedTiles<ushort>? _words;
    private readonly SharedTiles<float>? _floats;
    private readonly SharedTiles<byte>? _quality;

    public SceneTiles(Dataset data, Dataset? quality, IEnumerable<int> bands)
    {
        int[] wanted = [.. bands];
        if (wanted.Length > 0)
        {
            bool small = wanted.All(b => data.Band(b).Type is PixelType.Byte or PixelType.UInt16);
            if (small) _words = new(data, wanted);
            else _floats = new(data, wanted);
        }

        if (quality is not null) _quality = new(quality, [1]);
    }

    /// <summary>Values of a window of a band: number × scale + offset; NaN for the number that says no data.</summary>
    public void Values(Dataset data, SceneBand band, float noData, Window inside, Span<float> into)
    {
        // A span cannot be caught by a closure.
        float[] values = System.Buffers.ArrayPool<float>.Shared.Rent(into.Length);
        var (scale, offset) = (band.Scale, band.Offset);
        if (_words is not null)
        {
            _words.Read(data, band.Index, inside, (numbers, at) => Scale(numbers, noData, scale, offset, values.AsSpan(at, numbers.Length)));
        }
        else
        {
            _floats!.Read(data, band.Index, inside, (numbers, at) =>
            {
                for (int i = 0; i < numbers.Length; i++) values[at + i] = numbers[i] == noData ? float.NaN : (float)(numbers[i] * scale + offset);
            });
        }

        values.AsSpan(0, into.Length).CopyTo(into);
        System.Buffers.ArrayPool<float>.Shared.Return(values);
    }

    /// <summary>Quality codes of a window.</summary>
    public void Seen(Dataset quality, Window inside, byte[] into) =>
        _quality!.Read(quality, 1, inside, (codes, at) => codes.CopyTo(into.AsSpan(at)));

    /// <summary>In vectors as one by one: worked in double, rounded to float once.</summary>
    internal static void Scale(ReadOnlySpan<ushort> numbers, float noData, double scale, double offset, Span<float> into)
    {
        var (by, plus, none) = (new Vector<double>(scale), new Vector<double>(offset), new Vector<float>(noData));
        int i = 0;
        for (; i <= numbers.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            Vector.Widen(new Vector<ushort>(numbers[i..]), out Vector<uint> low, out Vector<uint> high);
            Scaled(low).CopyTo(into[i..]);
            Scaled(high).CopyTo(into[(i + Vector<float>.Count)..]);
        }

        for (; i < numbers.Length; i++) into[i] = numbers[i] == noData ? float.NaN : (float)(numbers[i] * scale + offset);

        Vector<float> Scaled(Vector<uint> whole)
        {
            var number = Vector.ConvertToSingle(Vector.AsVectorInt32(whole));
            Vector.Widen(number, out var a, out var b);
            return Vector.ConditionalSelect(Vector.Equals(number, none), new Vector<float>(float.NaN), Vector.Narrow(a * by + plus, b * by + plus));
        }
    }
}
