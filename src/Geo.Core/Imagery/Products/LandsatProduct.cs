using System.Globalization;
using System.Text.RegularExpressions;

namespace Geo.Core.Imagery.Products;

/// <summary>A Landsat Collection 2 Level-2 product: separate files beside each other, given by any one of them or their folder.</summary>
internal static partial class LandsatProduct
{
    private static readonly string[] s_extensions = [".TIF", ".tif"];

    /// <summary>The product's name where the path is one of its files or a folder with just one product; else null.</summary>
    internal static string? NameAt(string path)
    {
        if (!Directory.Exists(path))
        {
            return FileName().Match(Path.GetFileName(path)) is { Success: true } match ? match.Groups[1].Value : null;
        }

        string[] names = [.. Directory.GetFiles(path).Select(NameAt).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        return names.Length <= 1 ? names.SingleOrDefault() : throw new InputException(path, null,
            $"the folder holds {names.Length} Landsat products", $"give one file of the product wanted, as {names[0]}_MTL.txt");
    }

    internal static Product Read(string path, string name, IngestOptions options)
    {
        string folder = Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
        var profile = SensorProfile.Get("landsat-c2l2");
        var table = profile.Variants?.FirstOrDefault(v => Regex.IsMatch(name, v.Product))?.Bands ?? profile.Bands;
        var notes = new List<string>();
        var mtl = Metadata(Path.Combine(folder, name + "_MTL.txt"), notes);
        var files = new List<string>();
        var bands = new List<ProductBand>();
        foreach (var band in table)
        {
            string suffix = band.Names[0];
            if (Beside(folder, name, suffix) is { } file)
            {
                string number = suffix["SR_B".Length..];
                files.Add(file);
                bands.Add(new ProductBand(band.Role, file, 1,
                    Number(mtl, $"REFLECTANCE_MULT_BAND_{number}") ?? profile.Scale!.Value,
                    Number(mtl, $"REFLECTANCE_ADD_BAND_{number}") ?? profile.Offset!.Value, band.WavelengthNm));
            }
            else if (!band.Optional)
            {
                throw Missing(folder, name, suffix, $"the {band.Role} band");
            }
        }

        string qa = Beside(folder, name, "QA_PIXEL") ?? throw Missing(folder, name, "QA_PIXEL", "the cloud mask");
        var masks = new List<ProductMask> { new(MaskKind.QaPixel, qa, 1) };
        files.Add(qa);
        if (Beside(folder, name, "QA_RADSAT") is { } radsat)
        {
            masks.Add(new ProductMask(MaskKind.RadSat, radsat, 1));
            files.Add(radsat);
        }
        else
        {
            notes.Add("QA_RADSAT is not there: saturated pixels are not marked");
        }

        return new Product(name, profile, files, bands, masks, Time(path, name, mtl, options), options.Synthetic, notes);
    }

    private static DateTimeOffset Time(string path, string name, Dictionary<string, string> mtl, IngestOptions options)
    {
        if (options.Datetime is { } said)
        {
            return said.ToUniversalTime();
        }

        // SCENE_CENTER_TIME has seven decimals and ends in Z.
        return mtl.TryGetValue("DATE_ACQUIRED", out string? day)
            && AcquisitionTime.Parse($"{day}T{mtl.GetValueOrDefault("SCENE_CENTER_TIME", "00:00:00Z")}") is { } time
            ? time
            : AcquisitionTime.Parse(name.Split('_')[3].Insert(6, "-").Insert(4, "-"))
                ?? throw new InputException(path, "acquisition time", "the product's name holds no date", "pass --datetime");
    }

    // Level-1 groups of the same file repeat the keys with other numbers: the first group to come (Level 2) wins.
    private static Dictionary<string, string> Metadata(string file, List<string> notes)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!File.Exists(file))
        {
            notes.Add("the MTL file is not there: scale and date are the profile's and the name's");
            return values;
        }

        bool reflectance = false;
        foreach (string line in File.ReadLines(file))
        {
            int at = line.IndexOf('=', StringComparison.Ordinal);
            if (at < 0)
            {
                continue;
            }

            string key = line[..at].Trim(), value = line[(at + 1)..].Trim().Trim('"');
            reflectance = key switch
            {
                "GROUP" => value == "LEVEL2_SURFACE_REFLECTANCE_PARAMETERS",
                "END_GROUP" => false,
                _ => reflectance,
            };
            if (reflectance || !key.StartsWith("REFLECTANCE_", StringComparison.Ordinal))
            {
                values.TryAdd(key, value);
            }
        }

        return values;
    }

    private static double? Number(Dictionary<string, string> mtl, string key) =>
        mtl.TryGetValue(key, out string? text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;

    private static string? Beside(string folder, string name, string suffix) =>
        s_extensions.Select(e => Path.Combine(folder, $"{name}_{suffix}{e}")).FirstOrDefault(File.Exists);

    private static InputException Missing(string folder, string name, string suffix, string what) => new(
        Path.Combine(folder, $"{name}_{suffix}.TIF"), suffix, $"{what} of the product is not there", "put all files of the product in one folder");

    [GeneratedRegex(@"^(L[COTEM]0\d_L2S[PR]_\d{6}_\d{8}_\d{8}_02_(?:T1|T2|RT))_(?:SR_B\d|QA_PIXEL|QA_RADSAT|MTL)\.(?:TIF|tif|txt|xml|json)$")]
    private static partial Regex FileName();
}
