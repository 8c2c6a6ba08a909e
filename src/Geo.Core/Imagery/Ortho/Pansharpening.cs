using Geo.Core.Gdal;

namespace Geo.Core.Imagery.Ortho;

/// <summary>
/// Weighted Brovey: a multispectral band, taken bilinearly at the panchromatic pixel, times panchromatic radiance over the mean
/// radiance of the bands. In radiance and not in DN, as the bands' gains differ; the ratios between bands stay as they are.
/// </summary>
/// <remarks>Gillespie, Kahle and Walker 1987, https://doi.org/10.1016/0034-4257(87)90088-5; equal weights, as GDAL's pansharpening has by default.</remarks>
internal static class Pansharpening
{
    private const int Rows = 256, Columns = 2048;

    /// <param name="multispectral">Orthoimage; 0 is no data.</param>
    /// <param name="panchromatic">Orthoimage over the same ground, finer by a whole number, same upper left corner.</param>
    /// <param name="bands">Gain and offset to radiance of the multispectral bands.</param>
    /// <param name="pan">Those of the panchromatic band.</param>
    /// <param name="path">The new GeoTIFF on the panchromatic grid, DN of the multispectral bands.</param>
    /// <param name="progress">Share done, [0, 1].</param>
    /// <param name="cancel">Stops between blocks.</param>
    internal static void Write(Dataset multispectral, Dataset panchromatic, IReadOnlyList<BandGain> bands, BandGain pan, string path, IProgress<double> progress, CancellationToken cancel)
    {
        var grid = panchromatic.Grid;
        using var into = Dataset.Create(path, new RasterSpec(grid, bands.Count, multispectral.Band(1).Type, 0), "TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512", "BIGTIFF=IF_SAFER", "INTERLEAVE=BAND");
        double ratio = grid.Transform.PixelWidth / multispectral.Grid.Transform.PixelWidth;
        for (int row = 0; row < grid.Height; row += Rows)
        {
            for (int col = 0; col < grid.Width; col += Columns)
            {
                cancel.ThrowIfCancellationRequested();
                var window = new Window(col, row, Math.Min(Columns, grid.Width - col), Math.Min(Rows, grid.Height - row));
                Sharpen(multispectral, panchromatic, bands, pan, into, window, ratio);
            }

            progress.Report(Math.Min(1, (row + Rows) / (double)grid.Height));
        }

        into.Close();
    }

    private static void Sharpen(Dataset multispectral, Dataset panchromatic, IReadOnlyList<BandGain> bands, BandGain pan, Dataset into, Window window, double ratio)
    {
        float[] fine = new float[window.PixelCount];
        panchromatic.Read(1, window, fine.AsSpan());
        var coarse = new Window((int)(window.Col * ratio) - 1, (int)(window.Row * ratio) - 1, (int)(window.Width * ratio) + 4, (int)(window.Height * ratio) + 4).Intersect(multispectral.Grid.Whole);
        double[] mean = new double[fine.Length];
        var radiances = new double[bands.Count][];
        float[] pixels = new float[coarse.PixelCount];
        for (int band = 0; band < bands.Count; band++)
        {
            double[] radiance = radiances[band] = new double[fine.Length];
            if (!coarse.IsEmpty) multispectral.Read(band + 1, coarse, pixels.AsSpan());
            for (int i = 0; i < radiance.Length; i++)
            {
                double x = (window.Col + i % window.Width + 0.5) * ratio - 0.5 - coarse.Col, y = (window.Row + i / window.Width + 0.5) * ratio - 0.5 - coarse.Row;
                double dn = coarse.IsEmpty ? double.NaN : Bilinear(pixels, coarse.Width, coarse.Height, x, y);
                radiance[i] = bands[band].Gain * dn + bands[band].Offset;
                mean[i] += radiance[i] / bands.Count;
            }
        }

        float[] sharp = new float[fine.Length];
        for (int band = 0; band < bands.Count; band++)
        {
            for (int i = 0; i < sharp.Length; i++)
            {
                double panRadiance = pan.Gain * fine[i] + pan.Offset;
                bool none = fine[i] == 0 || !(mean[i] > 0) || !(panRadiance > 0);
                sharp[i] = none ? 0 : (float)Math.Max(1, Math.Round((radiances[band][i] * panRadiance / mean[i] - bands[band].Offset) / bands[band].Gain));
            }

            into.Write<float>(band + 1, window, sharp);
        }
    }

    // Among the neighbours that hold data; NaN where none does.
    private static double Bilinear(float[] pixels, int width, int height, double x, double y)
    {
        int left = (int)Math.Floor(x), top = (int)Math.Floor(y);
        double sum = 0, weights = 0;
        for (int corner = 0; corner < 4; corner++)
        {
            int c = left + (corner & 1), r = top + (corner >> 1);
            if (c < 0 || r < 0 || c >= width || r >= height || pixels[r * width + c] == 0) continue;
            double weight = ((corner & 1) == 0 ? 1 - (x - left) : x - left) * ((corner >> 1) == 0 ? 1 - (y - top) : y - top);
            (sum, weights) = (sum + weight * pixels[r * width + c], weights + weight);
        }

        return weights > 0 ? sum / weights : double.NaN;
    }
}

/// <summary>Radiance = Gain · DN + Offset.</summary>
internal readonly record struct BandGain(double Gain, double Offset);
