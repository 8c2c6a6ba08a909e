using System.Globalization;
using System.Text.RegularExpressions;
using Geo.Core.Gdal;

namespace Geo.Core.Imagery.Products;

/// <summary>A product in one file: Sentinel-2 bands stacked, an orthomosaic, a surface model, or anything with a band map.</summary>
internal static partial class SingleFileProduct
{
    // From baseline 04.00 on, in force since this day, Level-2A numbers are shifted by 1000.
    private static readonly DateTimeOffset s_baseline0400 = new(2022, 1, 25, 0, 0, 0, TimeSpan.Zero);

    internal static Product Read(string path, IngestOptions options)
    {
        using var file = SourceFile.Open(path, options.Crs);
        var notes = new List<string>();
        if (options.Crs is not null && file.Crs != options.Crs) notes.Add("the file names its CRS itself, which holds, and not the one that was passed");
        var info = Enumerable.Range(1, file.BandCount).Select(file.Band).ToList();
        var profile = options.Profile is { } chosen ? SensorProfile.Get(chosen) : Guess(path, info, options, notes);
        if (profile.Id == "sentinel2-l2a" && Path.GetFileName(path).Contains("MSIL1C", StringComparison.OrdinalIgnoreCase))
        {
            throw new InputException(path, "profile", "its name is that of a Level-1C product, reflectance at the top of the atmosphere", "give the Level-2A product of the same scene, or make it with Sen2Cor")
            { Chinese = "文件名是 L1C 产品（大气层顶反射率）；请提供同一景的 L2A 产品，或用 Sen2Cor 制作" };
        }

        var time = AcquisitionTime.Of(path, options.Datetime, file.Metadata, notes);
        var map = new BandMapping(path, profile, info, options.BandMap, notes);
        var bands = map.Roles.Select(r =>
        {
            var (scale, offset) = Scale(file, path, profile, r.Number, info[r.Number - 1], r.Role, time, notes);
            return new ProductBand(r.Role, path, r.Number, scale, offset, r.WavelengthNm);
        }).ToList();
        bool synthetic = options.Synthetic || file.Metadata("GEOWFC_SYNTHETIC") == "YES";
        string? numbers = Numbers(profile, info, bands);
        if (numbers == Radiometry.Brightness && profile.Id == "drone") notes.Add("numbers are brightness as the camera and the mosaicking made it, not reflectance: they compare within this mosaic only");
        return new Product(Path.GetFileNameWithoutExtension(path), profile, [path], bands,
            [.. map.Masks.Select(m => new ProductMask(m.Kind, path, m.Number))], time, synthetic, [.. notes.Distinct()])
        {
            AssumedCrs = options.Crs,
            Numbers = numbers,
        };
    }

    private static string? Numbers(SensorProfile profile, List<BandInfo> info, List<ProductBand> bands) =>
        bands.Exists(b => b.Role == BandRole.Elevation) ? Radiometry.Height
        : profile.Id is "sentinel2-l2a" or "landsat-c2l2" ? Radiometry.Surface
        // A multispectral camera's mosaic of floats is reflectance by its panel; bytes never are.
        : profile.Id == "drone" && info.TrueForAll(b => b.Type is not (PixelType.Float32 or PixelType.Float64)) ? Radiometry.Brightness
        : null;

    private static SensorProfile Guess(string path, List<BandInfo> bands, IngestOptions options, List<string> notes)
    {
        string name = Path.GetFileNameWithoutExtension(path).ToLowerInvariant();
        var described = bands.Select(b => BandMapping.Plain(b.Description)).ToHashSet();
        bool bytes = bands.TrueForAll(b => b.Type == PixelType.Byte);
        string? id = options.BandMap is { Count: > 0 } ? "generic"
            : name.Contains("msil2a", StringComparison.Ordinal) || (described.Contains("B4") && described.Contains("B8")) ? "sentinel2-l2a"
            : bands.Count == 1 && name.Contains("dsm", StringComparison.Ordinal) ? "dsm"
            : bands.Count == 1 && HeightName().IsMatch(name) ? "dem"
            : bytes && bands.Count is >= 3 and <= 5 ? "drone"
            : null;
        if (id is null)
        {
            throw new InputException(path, "profile", $"nothing tells which sensor this is ({bands.Count} bands of {bands[0].Type})",
                "pass --profile, or --band-map as --band-map BLUE=1 GREEN=2 RED=3 NIR=4")
            { Chinese = $"看不出是哪种传感器（{bands.Count} 个 {bands[0].Type} 波段）；请用 geowfc ingest --profile 或 --band-map 指定" };
        }

        notes.Add($"profile {id} is guessed from {(id == "generic" ? "the band map" : "name and bands")}");
        return SensorProfile.Get(id);
    }

    private static (double Scale, double Offset) Scale(
        Dataset file, string path, SensorProfile profile, int number, BandInfo band, BandRole role, DateTimeOffset time, List<string> notes)
    {
        if (band.Scale != 1 || band.Offset != 0)
        {
            return (band.Scale, band.Offset);
        }

        bool real = band.Type is PixelType.Float32 or PixelType.Float64;
        bool whole = real && profile.Id is "sentinel2-l2a" or "generic" && role != BandRole.Elevation && IsNoReflectance(file, number, band);
        if (whole) notes.Add("pixels are real numbers far above 1, as gdalwarp makes of integers: read as the integers would be");
        if (role == BandRole.Elevation || (real && !whole))
        {
            return (1, 0);
        }

        if (profile.Id == "sentinel2-l2a")
        {
            double quantification = Number(file.Metadata("BOA_QUANTIFICATION_VALUE")) ?? 10_000;
            double offset = Number(file.Metadata("BOA_ADD_OFFSET")) ?? Offset(file, path, time, notes);
            return (1 / quantification, offset / quantification);
        }

        if (profile.Scale is { } scale)
        {
            return (scale, profile.Offset ?? 0);
        }

        if (band.Type == PixelType.Byte)
        {
            return (1 / 255.0, 0);
        }

        notes.Add("pixels are integers without a scale: taken as reflectance × 10000");
        return (1 / 10_000.0, 0);
    }

    // Snow and bright roofs reach a reflectance of 1 and a little more; half of a scene does not.
    private static bool IsNoReflectance(Dataset file, int number, BandInfo band)
    {
        const int side = 64;
        const float brightest = 2;
        var (width, height) = (Math.Min(side, file.Width), Math.Min(side, file.Height));
        float[] sample = new float[width * height];
        file.ReadResampled<float>(number, new Window(0, 0, file.Width, file.Height), width, height, sample);
        float[] data = [.. sample.Where(v => float.IsFinite(v) && (band.NoData is not { } none || v != (float)none) && v != 0).Order()];
        return data.Length > 0 && data[data.Length / 2] > brightest;
    }

    private static double Offset(Dataset file, string path, DateTimeOffset time, List<string> notes)
    {
        string? text = file.Metadata("PROCESSING_BASELINE")
            ?? (Baseline().Match(Path.GetFileName(path)) is { Success: true } m ? $"{m.Groups[1].Value}.{m.Groups[2].Value}" : null);
        if (Number(text) is { } baseline)
        {
            return baseline >= 4 ? -1000 : 0;
        }

        bool shifted = time >= s_baseline0400;
        notes.Add(shifted
            ? "the file names no processing baseline: acquired since 2022-01-25, so 1000 is taken off its numbers"
            : "the file names no processing baseline: acquired before 2022-01-25, so its numbers are taken as they are");
        return shifted ? -1000 : 0;
    }

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;

    [GeneratedRegex("dem|dtm|srtm|elevation")]
    private static partial Regex HeightName();

    [GeneratedRegex(@"_N(\d{2})(\d{2})_")]
    private static partial Regex Baseline();
}
