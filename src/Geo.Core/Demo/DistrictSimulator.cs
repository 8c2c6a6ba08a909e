using System.Globalization;
using Geo.Core.Gdal;

namespace Geo.Core.Demo;

/// <summary>
/// Makes a synthetic district in the manner of Donghe: terrain, river, town, fields, 99 listed pits, dumps, what looks like them, and
/// scenes of it over two years, with an archive before and after. Deterministic: bytes of pixels depend on seed, size and data/demo only, never on threads, clock or names.
/// </summary>
public static class DistrictSimulator
{
    /// <summary>Writes the district into a folder; files of the same name are replaced.</summary>
    /// <param name="folder">Made where absent.</param>
    /// <param name="seed">Another seed, another district.</param>
    /// <param name="size">A window or the whole.</param>
    /// <param name="progress">Share done, [0, 1].</param>
    /// <param name="cancel">Checked every strip of rows.</param>
    /// <returns>The files; vectors in CRS84, rasters in EPSG:32649.</returns>
    public static DemoFiles Write(string folder, ulong seed, DemoSize size, IProgress<double>? progress, CancellationToken cancel) =>
        Write(folder, seed, size, DemoParameters.Load(), Environment.ProcessorCount, progress, cancel);

    /// <summary>The same with parameters and threads given, for tests.</summary>
    internal static DemoFiles Write(
        string folder, ulong seed, DemoSize size, DemoParameters parameters, int threads, IProgress<double>? progress, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        var plan = new DistrictPlan(parameters, seed);
        bool small = size == DemoSize.Small;
        var window = WindowOf(parameters, size);
        var surface = new Surface(plan, window, threads, cancel);
        progress?.Report(0.1);
        var registers = new Registers(plan, folder, small);
        var drone = new DroneFlight(plan).Write(folder, cancel);
        progress?.Report(0.15);
        var (scenes, archive) = WriteScenes(plan, surface, folder, size, threads, progress, cancel);
        string classes = WriteClasses(plan, surface, folder, cancel);
        var files = new DemoFiles(
            scenes, registers.MineSites(), registers.Dumps(), registers.SensitiveAreas(), registers.KeyControlAreas(), registers.Towns(),
            registers.Rivers(), new TrainingAreas(plan, surface, small).Write(Path.Combine(folder, "training.geojson")), registers.Truth(), classes,
            drone.Ortho, drone.Dsm, archive, WriteHeights(plan, surface, folder, cancel));
        progress?.Report(1);
        return files;
    }

    internal static Window WindowOf(DemoParameters parameters, DemoSize size) => size == DemoSize.Small
        ? new Window(parameters.SmallWindow[0], parameters.SmallWindow[1], parameters.SmallWindow[2], parameters.SmallWindow[3])
        : new Window(0, 0, parameters.FullPixels[0], parameters.FullPixels[1]);

    private static (List<DemoScene> Scenes, List<DemoScene> Archive) WriteScenes(
        DistrictPlan plan, Surface surface, string folder, DemoSize size, int threads, IProgress<double>? progress, CancellationToken cancel)
    {
        var parameters = plan.Parameters;
        int all = parameters.Dates.Length + parameters.Archive.Length;
        int[] dates = [.. Enumerable.Range(0, all).Where(i => size == DemoSize.Full || parameters.DateAt(i).InSmall)];
        var inside = size == DemoSize.Full ? Delivered(plan, surface) : null;
        var renderer = new SceneRenderer(plan, surface, threads);
        List<DemoScene> scenes = [], archive = [];
        ushort[][]? bands = null;
        foreach (int date in dates)
        {
            if (bands is null)
            {
                bands = renderer.Render(date, inside, cancel);
            }
            else
            {
                renderer.Render(date, inside, bands, cancel);
            }

            (date < parameters.Dates.Length ? scenes : archive).Add(WriteScene(plan, surface, date, bands, folder, cancel));
            progress?.Report(0.15 + 0.8 * (scenes.Count + archive.Count) / dates.Length);
        }

        return (scenes, archive);
    }

    private static DemoScene WriteScene(DistrictPlan plan, Surface surface, int date, ushort[][] bands, string folder, CancellationToken cancel)
    {
        var parameters = plan.Parameters;
        var time = parameters.DateAt(date).AcquiredAt;
        var grid = SceneFile.GridOf(parameters, surface.Window);
        if (parameters.DateAt(date).Landsat)
        {
            string product = LandsatProductFiles.Write(plan, date, grid, bands, folder, cancel);
            return new DemoScene(product, time, "landsat-c2l2", [.. parameters.LandsatBands.Select(b => b.Name)]);
        }

        string[] names = [.. parameters.Bands, "SCL"];
        string path = Path.Combine(folder, $"synthetic_s2_{time.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}.tif");
        SceneFile.Write(
            path, grid, PixelType.UInt16, 0, [.. names.Zip(bands)],
            [
                ("ACQUISITION_TIME", SceneFile.Time(time)), ("TIFFTAG_DATETIME", time.UtcDateTime.ToString("yyyy:MM:dd HH:mm:ss", CultureInfo.InvariantCulture)),
                ("PROCESSING_BASELINE", "05.11"), ("BOA_QUANTIFICATION_VALUE", "10000"), ("BOA_ADD_OFFSET", "-1000"),
                ("TIFFTAG_IMAGEDESCRIPTION", "Synthetic scene of the GeoWfc demo, not an observation"),
            ], cancel);
        return new DemoScene(path, time, "sentinel2-l2a", names);
    }

    // To the decimetre.
    private static string WriteHeights(DistrictPlan plan, Surface surface, string folder, CancellationToken cancel)
    {
        var heights = new float[surface.Window.PixelCount];
        for (int row = 0, at = 0; row < surface.Window.Height; row++)
        {
            for (int col = 0; col < surface.Window.Width; col++, at++)
            {
                heights[at] = MathF.Round(surface.Height[(row + Surface.Rim) * surface.Width + col + Surface.Rim] * 10) / 10;
            }
        }

        string path = Path.Combine(folder, "synthetic_dem.tif");
        SceneFile.Write(path, SceneFile.GridOf(plan.Parameters, surface.Window), PixelType.Float32, double.NaN, [("height", heights)],
            [("ACQUISITION_TIME", SceneFile.Time(plan.Parameters.Dates[0].AcquiredAt))], cancel);
        return path;
    }

    // A delivery cut to the district and half a kilometre round it, in cells of 8 × 8 pixels.
    private static bool[] Delivered(DistrictPlan plan, Surface surface)
    {
        int width = (surface.Window.Width + 7) / 8, height = (surface.Window.Height + 7) / 8;
        var inside = new bool[width * height];
        for (int i = 0; i < inside.Length; i++)
        {
            int col = i % width * 8 + 4 + Surface.Rim, row = i / width * 8 + 4 + Surface.Rim;
            inside[i] = plan.Outline.SignedDistance(surface.X(col), surface.Y(row)) > -500;
        }

        return inside;
    }

    private static string WriteClasses(DistrictPlan plan, Surface surface, string folder, CancellationToken cancel)
    {
        var values = new byte[surface.Window.PixelCount];
        for (int row = 0, at = 0; row < surface.Window.Height; row++)
        {
            for (int col = 0; col < surface.Window.Width; col++, at++)
            {
                values[at] = surface.CoverOf[(row + Surface.Rim) * surface.Width + col + Surface.Rim];
            }
        }

        string path = Path.Combine(folder, "truth_classes.tif");
        SceneFile.Write(
            path, SceneFile.GridOf(plan.Parameters, surface.Window), PixelType.Byte, 0, [("class", values)],
            [("GEOWFC_CLASSES", string.Join(',', plan.Parameters.ClassNames.Select((n, i) => $"{i + 1}={n}")))], cancel);
        return path;
    }
}
