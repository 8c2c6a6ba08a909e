using Geo.Core.Crs;
using Geo.Core.Gdal;

namespace Geo.Core.Imagery.Ortho;

/// <summary>
/// Brings an image onto a map grid through its camera model and the heights of the ground. Block by block: memory does not
/// grow with the image, and the answer does not depend on the blocks.
/// </summary>
/// <remarks>
/// Own code and not GDAL's warper, as that knows neither a correction by ground control nor heights raised by a geoid without
/// PROJ's grids (docs/adr/0031); a test holds the two within a tenth of a pixel.
/// </remarks>
internal sealed class Orthorectifier(Dataset source, ImageGeometry geometry, GroundHeights heights)
{
    private const int Tile = 512, Node = 16, PointsPerSide = 9;
    private const long LargestWindow = 32L << 20;

    private readonly double _fill = source.Band(1).NoData ?? 0;
    private float[] _pixels = [];

    /// <summary>The grid over the ground that the image shows, with edges at whole multiples of the pixel size.</summary>
    /// <exception cref="InputException">The camera model places no corner of the image.</exception>
    internal Grid GridOf(SpatialReference crs, double pixelSize)
    {
        var xs = new List<double>();
        var ys = new List<double>();
        for (int i = 0; i < PointsPerSide; i++)
        {
            double share = i / (PointsPerSide - 1.0);
            foreach (var (col, row) in ((double, double)[])[(share * source.Width, 0), (share * source.Width, source.Height), (0, share * source.Height), (source.Width, share * source.Height)])
            {
                var (lon, lat) = geometry.Locate(col, row, heights);
                if (double.IsNaN(lon) || Math.Abs(lon) > 180 || Math.Abs(lat) > 90) continue;
                xs.Add(lon);
                ys.Add(lat);
            }
        }

        if (xs.Count < 4 * PointsPerSide) throw new InputException(source.Path, "RPC", "its model does not place the edges of this image on earth", "the RPB is of another image: give the product as it was delivered")
        { Chinese = "RPC 模型定不了影像边缘的位置，RPB 属于另一景；请按交付时的原样提供" };
        double[] x = [.. xs], y = [.. ys];
        using var toMap = new PointTransform(WellKnown.Crs84, crs);
        toMap.Transform(x, y);
        double left = Math.Floor(x.Min() / pixelSize) * pixelSize, top = Math.Ceiling(y.Max() / pixelSize) * pixelSize;
        return new Grid(GeoTransform.NorthUp(left, top, pixelSize, pixelSize),
            (int)Math.Ceiling((x.Max() - left) / pixelSize), (int)Math.Ceiling((top - y.Min()) / pixelSize), crs);
    }

    /// <summary>Writes the orthoimage, bilinear; no data (0) where the image shows no ground.</summary>
    /// <param name="target">The grid wanted.</param>
    /// <param name="path">The new GeoTIFF, of the image's type and bands.</param>
    /// <param name="progress">Share done, [0, 1].</param>
    /// <param name="cancel">Stops between blocks.</param>
    /// <exception cref="InputException">The image is broken in its pixels.</exception>
    /// <exception cref="GdalException">The result cannot be written.</exception>
    internal void Write(Grid target, string path, IProgress<double> progress, CancellationToken cancel)
    {
        var type = source.Band(1).Type;
        using var into = Dataset.Create(path, new RasterSpec(target, source.BandCount, type, 0), "TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512", "BIGTIFF=IF_SAFER", "INTERLEAVE=BAND");
        using var toGround = new PointTransform(target.Crs, WellKnown.Crs84);
        // A value that is not fill must not become it by rounding.
        bool whole = type is not (PixelType.Float32 or PixelType.Float64);
        for (int row = 0; row < target.Height; row += Tile)
        {
            for (int col = 0; col < target.Width; col += Tile)
            {
                cancel.ThrowIfCancellationRequested();
                Fill(into, target, new Window(col, row, Math.Min(Tile, target.Width - col), Math.Min(Tile, target.Height - row)), toGround, whole);
            }

            progress.Report(Math.Min(1, (row + Tile) / (double)target.Height));
        }

        into.Close();
    }

    private void Fill(Dataset into, Grid target, Window window, PointTransform toGround, bool whole)
    {
        var (cols, rows) = Places(target, window, toGround);
        var needed = Needed(cols, rows);
        if (needed.PixelCount > LargestWindow && window.Width > Node && window.Height > Node)
        {
            int w = window.Width / 2, h = window.Height / 2;
            foreach (var part in (Window[])[new(window.Col, window.Row, w, h), new(window.Col + w, window.Row, window.Width - w, h),
                new(window.Col, window.Row + h, w, window.Height - h), new(window.Col + w, window.Row + h, window.Width - w, window.Height - h)])
            {
                Fill(into, target, part, toGround, whole);
            }

            return;
        }

        float[] values = new float[window.PixelCount];
        for (int band = 1; band <= source.BandCount; band++)
        {
            if (!needed.IsEmpty)
            {
                if (_pixels.Length < needed.PixelCount) _pixels = new float[needed.PixelCount];
                Read(band, needed);
                for (int i = 0; i < values.Length; i++) values[i] = Value(needed, cols[i] - 0.5, rows[i] - 0.5, whole);
            }

            into.Write<float>(band, window, values);
        }
    }

    /// <summary>Where the pixel centres of a window lie in the image. Transforms are exact on a lattice and straight between its nodes (under 1 mm for pixels up to 16 m).</summary>
    private (double[] Cols, double[] Rows) Places(Grid target, Window window, PointTransform toGround)
    {
        int nx = (window.Width + Node - 1) / Node + 1, ny = (window.Height + Node - 1) / Node + 1;
        double[] lon = new double[nx * ny], lat = new double[nx * ny];
        for (int i = 0; i < lon.Length; i++) (lon[i], lat[i]) = target.Transform.Apply(window.Col + i % nx * Node + 0.5, window.Row + i / nx * Node + 0.5);
        toGround.Transform(lon, lat);
        double[] demCol = [.. lon], demRow = [.. lat];
        double[] raise = heights.Place(demCol, demRow);
        double[] cols = Between(lon, nx, window), rows = Between(lat, nx, window), height = Between(raise, nx, window);
        heights.Raise(Between(demCol, nx, window), Between(demRow, nx, window), height);
        for (int i = 0; i < cols.Length; i++) (cols[i], rows[i]) = geometry.Project(cols[i], rows[i], height[i]);
        return (cols, rows);
    }

    private static double[] Between(double[] nodes, int nx, Window window)
    {
        double[] values = new double[window.PixelCount];
        for (int row = 0; row < window.Height; row++)
        {
            int y = row / Node * nx;
            double dy = row % Node / (double)Node;
            for (int col = 0; col < window.Width; col++)
            {
                int at = y + col / Node;
                double dx = col % Node / (double)Node;
                values[row * window.Width + col] = (1 - dy) * ((1 - dx) * nodes[at] + dx * nodes[at + 1]) + dy * ((1 - dx) * nodes[at + nx] + dx * nodes[at + nx + 1]);
            }
        }

        return values;
    }

    private Window Needed(double[] cols, double[] rows)
    {
        double left = double.MaxValue, top = double.MaxValue, right = double.MinValue, bottom = double.MinValue;
        for (int i = 0; i < cols.Length; i++)
        {
            if (!(cols[i] >= 0 && rows[i] >= 0 && cols[i] <= source.Width && rows[i] <= source.Height)) continue;
            (left, right, top, bottom) = (Math.Min(left, cols[i]), Math.Max(right, cols[i]), Math.Min(top, rows[i]), Math.Max(bottom, rows[i]));
        }

        return right < left ? default
            : new Window((int)left - 1, (int)top - 1, (int)right - (int)left + 3, (int)bottom - (int)top + 3).Intersect(new Window(0, 0, source.Width, source.Height));
    }

    private void Read(int band, Window needed)
    {
        try
        {
            source.Read(band, needed, _pixels.AsSpan(0, (int)needed.PixelCount));
        }
        catch (GdalException broken)
        {
            throw new InputException(source.Path, $"band {band}", broken.GdalMessage, "copy the file again, it is cut off or damaged", broken)
            { Chinese = "读取像元出错；请重新复制，文件不完整或已损坏" };
        }
    }

    // Weighted by those of the four neighbours that hold data; outside the image's own edge there is nothing.
    private float Value(Window held, double col, double row, bool whole)
    {
        if (!(col >= -0.5 && row >= -0.5 && col < source.Width - 0.5 && row < source.Height - 0.5)) return 0;
        int left = (int)Math.Floor(col), top = (int)Math.Floor(row);
        double dx = col - left, dy = row - top, sum = 0, weights = 0;
        for (int corner = 0; corner < 4; corner++)
        {
            int c = left + (corner & 1), r = top + (corner >> 1);
            if (c < 0 || r < 0 || c >= source.Width || r >= source.Height) continue;
            float value = _pixels[(r - held.Row) * held.Width + c - held.Col];
            if (value == _fill || !float.IsFinite(value)) continue;
            double weight = ((corner & 1) == 0 ? 1 - dx : dx) * ((corner >> 1) == 0 ? 1 - dy : dy);
            (sum, weights) = (sum + weight * value, weights + weight);
        }

        // Less than half of the pixel holds data: none.
        if (weights < 0.5) return 0;
        return whole ? (float)Math.Max(1, Math.Round(sum / weights)) : (float)(sum / weights);
    }
}
