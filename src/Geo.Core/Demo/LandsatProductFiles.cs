using System.Globalization;
using Geo.Core.Gdal;

namespace Geo.Core.Demo;

/// <summary>
/// Writes a rendered date as a product of Landsat 8 (Collection 2, Level 2): six bands and QA_PIXEL at 30 m in files of
/// their own, and the MTL. A pixel is the mean of 3 × 3 of Sentinel-2's, on a grid that does not line up with it.
/// </summary>
internal static class LandsatProductFiles
{
    private const int Side = 3, FirstCol = 1, FirstRow = 2;
    private const double Multiply = 2.75e-5, Add = -0.2;
    private const ushort Fill = 1, Cloud = 1 << 3, Shadow = 1 << 4, Clear = 1 << 6, Water = 1 << 7;

    /// <summary>Writes the files into a folder of the product's name.</summary>
    /// <param name="plan">For the seed of the noise and the parameters.</param>
    /// <param name="date">Number of the date.</param>
    /// <param name="grid">Grid of the rendered bands.</param>
    /// <param name="bands">As <see cref="SceneRenderer.Render(int, bool[], CancellationToken)"/> gives them.</param>
    /// <param name="folder">The demo's folder.</param>
    /// <param name="cancel">Checked once a band.</param>
    /// <returns>The product's folder.</returns>
    public static string Write(DistrictPlan plan, int date, Grid grid, ushort[][] bands, string folder, CancellationToken cancel)
    {
        var parameters = plan.Parameters;
        var time = parameters.DateAt(date).AcquiredAt.UtcDateTime;
        string day = time.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        string name = $"LC08_L2SP_128032_{day}_{time.AddDays(9).ToString("yyyyMMdd", CultureInfo.InvariantCulture)}_02_T1";
        string product = Path.Combine(folder, name);
        Directory.CreateDirectory(product);
        int width = (grid.Width - FirstCol) / Side, height = (grid.Height - FirstRow) / Side;
        var t = grid.Transform;
        var coarse = new Grid(
            GeoTransform.NorthUp(t.OriginX + FirstCol * t.PixelWidth, t.OriginY + FirstRow * t.PixelHeight, Side * t.PixelWidth, -Side * t.PixelHeight),
            width, height, grid.Crs);
        string[] names = parameters.Bands;
        uint noise = Draw.Seed(plan.Seed, 850 + (uint)date);
        ushort[] quality = Quality(bands[Spectra.Bands], grid.Width, width, height);
        for (int k = 0; k < parameters.LandsatBands.Length; k++)
        {
            cancel.ThrowIfCancellationRequested();
            var band = parameters.LandsatBands[k];
            ushort[] from = bands[Array.IndexOf(names, band.From)];
            var numbers = new ushort[width * height];
            for (int at = 0; at < numbers.Length; at++)
            {
                if (quality[at] == Fill) continue;
                double sum = 0;
                for (int i = 0; i < Side * Side; i++) sum += from[Source(at, i, grid.Width, width)];
                double msi = (sum / (Side * Side) - SceneRenderer.DnOffset) / SceneRenderer.DnScale;
                double oli = band.Slope * msi + band.Offset + 0.0015 * Grain(Noise.Mix(noise + (uint)k, at % width, at / width));
                numbers[at] = (ushort)Math.Clamp(Math.Round((oli - Add) / Multiply), 1, ushort.MaxValue);
            }

            SceneFile.Write(Path.Combine(product, $"{name}_{band.Name}.TIF"), coarse, PixelType.UInt16, 0, [(band.Name, numbers)], [], cancel);
        }

        SceneFile.Write(Path.Combine(product, $"{name}_QA_PIXEL.TIF"), coarse, PixelType.UInt16, Fill, [("QA_PIXEL", quality)], [], cancel);
        File.WriteAllText(Path.Combine(product, $"{name}_MTL.txt"), Metadata(name, time));
        return product;
    }

    // The worst of the nine says what the pixel is.
    private static ushort[] Quality(ushort[] scl, int stride, int width, int height)
    {
        var quality = new ushort[width * height];
        for (int at = 0; at < quality.Length; at++)
        {
            bool empty = false, cloud = false, shadow = false;
            int water = 0;
            for (int i = 0; i < Side * Side; i++)
            {
                ushort code = scl[Source(at, i, stride, width)];
                (empty, cloud, shadow) = (empty || code == 0, cloud || code is 8 or 9 or 10, shadow || code == 3);
                water += code == 6 ? 1 : 0;
            }

            quality[at] = empty ? Fill : cloud ? Cloud : shadow ? Shadow : water > Side * Side / 2 ? (ushort)(Clear | Water) : Clear;
        }

        return quality;
    }

    private static int Source(int at, int part, int stride, int width) =>
        (at / width * Side + FirstRow + part / Side) * stride + at % width * Side + FirstCol + part % Side;

    private static string Metadata(string name, DateTime time) => string.Create(CultureInfo.InvariantCulture, $"""
        GROUP = LANDSAT_METADATA_FILE
          GROUP = PRODUCT_CONTENTS
            ORIGIN = "Synthetic scene of the GeoWfc demo, not an observation"
            LANDSAT_PRODUCT_ID = "{name}"
          END_GROUP = PRODUCT_CONTENTS
          GROUP = IMAGE_ATTRIBUTES
            SPACECRAFT_ID = "LANDSAT_8"
            SENSOR_ID = "OLI_TIRS"
            DATE_ACQUIRED = {time:yyyy-MM-dd}
            SCENE_CENTER_TIME = "{time:HH:mm:ss}.0000000Z"
          END_GROUP = IMAGE_ATTRIBUTES
        END_GROUP = LANDSAT_METADATA_FILE
        END

        """);

    private static float Grain(uint h) => ((int)((h & 255) + (h >> 8 & 255) + (h >> 16 & 255) + (h >> 24)) - 510) * (1 / 147.8f);
}
