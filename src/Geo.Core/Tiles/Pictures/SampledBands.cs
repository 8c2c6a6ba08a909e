using System.Buffers;
using Geo.Core.Imagery;

namespace Geo.Core.Tiles.Pictures;

/// <summary>Where the pixels of a picture lie in a level of a raster, and the window that they need.</summary>
internal sealed class SampledBands
{
    // Above this a level is too fine for the picture (it has no coarser one): it is read thinned out.
    private const long LargestWindow = 4L << 20;

    private readonly RasterFile _file;
    private readonly float[] _cols, _rows;
    private readonly int _level;
    private readonly Window _window;
    private readonly int _width, _height;       // of what is read of the window

    private SampledBands(RasterFile file, float[] cols, float[] rows, int level, Window window, int width, int height)
    {
        (_file, _cols, _rows, _level, _window, _width, _height) = (file, cols, rows, level, window, width, height);
    }

    /// <summary>Places a picture.</summary>
    /// <returns>Null where the raster does not meet it.</returns>
    public static SampledBands? Place(RasterFile file, Grid target)
    {
        int count = target.Width * target.Height;
        float[] cols = new float[count], rows = new float[count];
        PixelPlaces.Find(target, file.Grid, cols, rows);
        if (SceneSample.Needed(cols, rows, file.Grid) is not { IsEmpty: false } needed) return null;

        int level = file.LevelFor(Density(cols, rows, target));
        var (levelWidth, levelHeight) = file.Levels[level];
        float scaleX = (float)levelWidth / file.Grid.Width, scaleY = (float)levelHeight / file.Grid.Height;
        // A pixel more on each side, for values made of neighbours.
        int left = (int)(needed.Col * scaleX) - 1, top = (int)(needed.Row * scaleY) - 1;
        int right = (int)Math.Ceiling(needed.Right * scaleX) + 1, bottom = (int)Math.Ceiling(needed.Bottom * scaleY) + 1;
        Window window = new Window(left, top, right - left, bottom - top).Intersect(new Window(0, 0, levelWidth, levelHeight));
        int width = window.Width, height = window.Height;
        if (window.PixelCount > LargestWindow)
        {
            double shrink = Math.Max(1, Math.Sqrt((double)window.PixelCount / (4.0 * count)));
            (width, height) = (Math.Max(1, (int)(width / shrink)), Math.Max(1, (int)(height / shrink)));
        }

        float perCol = (float)width / window.Width, perRow = (float)height / window.Height;
        for (int i = 0; i < count; i++)
        {
            bool outside = !(cols[i] >= 0 && rows[i] >= 0 && cols[i] < file.Grid.Width && rows[i] < file.Grid.Height);
            cols[i] = outside ? float.NaN : (cols[i] * scaleX - window.Col) * perCol;
            rows[i] = (rows[i] * scaleY - window.Row) * perRow;
        }

        return new SampledBands(file, cols, rows, level, window, width, height);
    }

    /// <summary>The nearest numbers as they are in the file, of a raster that is small; -1 outside.</summary>
    public int[][] Nearest(IReadOnlyList<SceneBand> bands)
    {
        int plane = _width * _height;
        ushort[] numbers = ArrayPool<ushort>.Shared.Rent(plane * bands.Count);
        try
        {
            int[] wanted = Read(bands, numbers.AsSpan(0, plane * bands.Count));
            var found = new int[bands.Count][];
            int[] places = Places();
            for (int band = 0; band < bands.Count; band++)
            {
                int from = Array.IndexOf(wanted, bands[band].Index) * plane;
                var values = found[band] = new int[places.Length];
                for (int i = 0; i < places.Length; i++) values[i] = places[i] < 0 ? -1 : numbers[from + places[i]];
            }

            return found;
        }
        finally
        {
            ArrayPool<ushort>.Shared.Return(numbers);
        }
    }

    /// <summary>Physical values a pixel of the picture, NaN where there is none.</summary>
    /// <param name="bands">Bands wanted.</param>
    /// <param name="smooth">Between pixels by their distance (bilinear) instead of the nearest one's.</param>
    public float[][] Values(IReadOnlyList<SceneBand> bands, bool smooth)
    {
        int plane = _width * _height;
        float[] numbers = ArrayPool<float>.Shared.Rent(plane * bands.Count);
        try
        {
            int[] wanted;
            if (_file.IsSmall)
            {
                ushort[] words = ArrayPool<ushort>.Shared.Rent(plane * bands.Count);
                wanted = Read(bands, words.AsSpan(0, plane * bands.Count));
                for (int i = 0; i < plane * wanted.Length; i++) numbers[i] = words[i];
                ArrayPool<ushort>.Shared.Return(words);
            }
            else
            {
                wanted = Read(bands, numbers.AsSpan(0, plane * bands.Count));
            }

            float none = _file.NoData is { } value ? (float)value : float.NaN;
            int[]? places = smooth ? null : Places();
            return [.. bands.Select(band =>
            {
                var from = new ReadOnlyMemory<float>(numbers, Array.IndexOf(wanted, band.Index) * plane, plane);
                var values = new float[_cols.Length];
                if (places is null) Smooth(from.Span, none, values);
                else Pick(from.Span, places, none, values);
                if (band.Scale != 1 || band.Offset != 0)
                {
                    for (int i = 0; i < values.Length; i++) values[i] = (float)(values[i] * band.Scale + band.Offset);
                }

                return values;
            })];
        }
        finally
        {
            ArrayPool<float>.Shared.Return(numbers);
        }
    }

    // Pixels of the raster a pixel of the picture, by what it covers where it meets the raster.
    private static double Density(float[] cols, float[] rows, Grid target)
    {
        double finest = double.MaxValue;
        int step = Math.Max(1, target.Width / 8);
        for (int row = 0; row < target.Height; row += step)
        {
            for (int col = 0; col + 1 < target.Width; col += step)
            {
                int i = row * target.Width + col;
                double dx = cols[i + 1] - cols[i], dy = rows[i + 1] - rows[i], distance = Math.Sqrt(dx * dx + dy * dy);
                if (distance > 0 && distance < finest) finest = distance;
            }
        }

        return finest == double.MaxValue ? 1 : finest;
    }

    // Each band once; returned in the order in which they stand.
    private int[] Read<T>(IReadOnlyList<SceneBand> bands, Span<T> into)
        where T : unmanaged
    {
        int[] wanted = [.. bands.Select(band => band.Index).Distinct().Order()];
        if ((_width, _height) == (_window.Width, _window.Height))
        {
            DecodedBlocks.Read(_file, _level, wanted, _window, into[..(wanted.Length * _width * _height)]);
            return wanted;
        }

        T[] thinned = new T[_width * _height];
        for (int band = 0; band < wanted.Length; band++)
        {
            int number = wanted[band];
            HandlePool.With(_file, _level, data =>
            {
                data.ReadResampled<T>(number, _window, _width, _height, thinned);
                data.ForgetBlocks();
            });
            thinned.CopyTo(into[(band * thinned.Length)..]);
        }

        return wanted;
    }

    private int[] Places()
    {
        var places = new int[_cols.Length];
        for (int i = 0; i < places.Length; i++)
        {
            float x = _cols[i], y = _rows[i];
            places[i] = x >= 0 && y >= 0 && x < _width && y < _height ? (int)y * _width + (int)x : -1;
        }

        return places;
    }

    private static void Pick(ReadOnlySpan<float> numbers, int[] places, float none, float[] into)
    {
        for (int i = 0; i < places.Length; i++)
        {
            float number = places[i] < 0 ? float.NaN : numbers[places[i]];
            into[i] = number == none ? float.NaN : number;
        }
    }

    private void Smooth(ReadOnlySpan<float> numbers, float none, float[] into)
    {
        for (int i = 0; i < into.Length; i++)
        {
            float x = _cols[i] - 0.5f, y = _rows[i] - 0.5f;
            if (float.IsNaN(x))
            {
                into[i] = float.NaN;
                continue;
            }

            int col = (int)MathF.Floor(x), row = (int)MathF.Floor(y);
            float u = x - col, v = y - row, sum = 0, weight = 0;
            for (int corner = 0; corner < 4; corner++)
            {
                int c = col + (corner & 1), r = row + (corner >> 1);
                if (c < 0 || r < 0 || c >= _width || r >= _height) continue;
                float number = numbers[r * _width + c];
                if (float.IsNaN(number) || number == none) continue;
                float share = ((corner & 1) == 0 ? 1 - u : u) * (corner < 2 ? 1 - v : v);
                (sum, weight) = (sum + number * share, weight + share);
            }

            into[i] = weight > 0 ? sum / weight : float.NaN;
        }
    }
}
