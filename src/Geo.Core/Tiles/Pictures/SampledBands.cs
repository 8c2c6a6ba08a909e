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

    /// <summary>Looks the nearest numbers of a small raster up, a table of 65 536 levels a band.</summary>
    /// <param name="bands">One band, or three.</param>
    /// <param name="tables">A table each; level 0 is no data.</param>
    /// <returns>A level a pixel; of three bands four bytes a pixel, transparent where one of them is no data.</returns>
    public byte[] Look(IReadOnlyList<SceneBand> bands, IReadOnlyList<byte[]> tables)
    {
        int plane = _width * _height, count = _cols.Length;
        ushort[] numbers = ArrayPool<ushort>.Shared.Rent(plane * bands.Count);
        int[] places = ArrayPool<int>.Shared.Rent(count);
        try
        {
            int[] wanted = Read(bands, numbers.AsSpan(0, plane * bands.Count));
            Places(places.AsSpan(0, count));
            int[] from = [.. bands.Select(band => Array.IndexOf(wanted, band.Index) * plane)];
            var pixels = new byte[bands.Count == 1 ? count : 4 * count];
            if (bands.Count == 1)
            {
                byte[] table = tables[0];
                for (int i = 0; i < count; i++) pixels[i] = places[i] < 0 ? (byte)0 : table[numbers[from[0] + places[i]]];
                return pixels;
            }

            byte[] reds = tables[0], greens = tables[1], blues = tables[2];
            int redFrom = from[0], greenFrom = from[1], blueFrom = from[2];
            for (int i = 0; i < count; i++)
            {
                int place = places[i];
                if (place < 0) continue;
                byte red = reds[numbers[redFrom + place]], green = greens[numbers[greenFrom + place]], blue = blues[numbers[blueFrom + place]];
                if (red == 0 || green == 0 || blue == 0) continue;
                (pixels[4 * i], pixels[4 * i + 1], pixels[4 * i + 2], pixels[4 * i + 3]) = (red, green, blue, 255);
            }

            return pixels;
        }
        finally
        {
            ArrayPool<ushort>.Shared.Return(numbers);
            ArrayPool<int>.Shared.Return(places);
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
            int[]? places = smooth ? null : new int[_cols.Length];
            if (places is not null) Places(places);
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

    private void Places(Span<int> places)
    {
        for (int i = 0; i < places.Length; i++)
        {
            float x = _cols[i], y = _rows[i];
            places[i] = x >= 0 && y >= 0 && x < _width && y < _height ? (int)y * _width + (int)x : -1;
        }
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
