using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Geo.Core.Imagery.Products;

/// <summary>A Landsat Collection 2 Level-2 product: separate files beside each other, given by any one of them or their folder.</summary>
internal static partial class LandsatProduct
{
    private static readonly string[] s_extensions = [".TIF", ".tif"];

    /// <summary>The product's name where a file's name is that of one of its files; else null.</summary>
    internal static string? NameIn(string file) => FileName().Match(file) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>Reads one product of a delivery; from a gzipped tar its rasters are unpacked first.</summary>
    internal static Product Read(Delivery delivery, string name, IngestOptions options)
    {
        var profile = SensorProfile.Get("landsat-c2l2");
        var table = profile.Variants?.FirstOrDefault(v => Regex.IsMatch(name, v.Product))?.Bands ?? profile.Bands;
        var notes = new List<string>();
        var mtl = Metadata(delivery, name, notes);
        var files = new List<string>();
        var bands = new List<ProductBand>();
        foreach (var band in table)
        {
            string suffix = band.Names[0];
            if (Beside(delivery, name, suffix) is { } file)
            {
                string number = suffix["SR_B".Length..];
                files.Add(file);
                bands.Add(new ProductBand(band.Role, file, 1,
                    Number(mtl, $"REFLECTANCE_MULT_BAND_{number}") ?? profile.Scale!.Value,
                    Number(mtl, $"REFLECTANCE_ADD_BAND_{number}") ?? profile.Offset!.Value, band.WavelengthNm));
            }
            else if (!band.Optional)
            {
                throw Missing(delivery, name, suffix, $"the {band.Role} band");
            }
        }

        string qa = Beside(delivery, name, "QA_PIXEL") ?? throw Missing(delivery, name, "QA_PIXEL", "the cloud mask");
        var masks = new List<ProductMask> { new(MaskKind.QaPixel, qa, 1) };
        files.Add(qa);
        if (Beside(delivery, name, "QA_RADSAT") is { } radsat)
        {
            masks.Add(new ProductMask(MaskKind.RadSat, radsat, 1));
            files.Add(radsat);
        }
        else
        {
            notes.Add("QA_RADSAT is not there: saturated pixels are not marked");
        }

        return new Product(name, profile, files, bands, masks, Time(delivery.Path, name, mtl, options), options.Synthetic, notes)
        {
            Numbers = Radiometry.Surface,
            Prepare = delivery.MustBeUnpacked ? Unpacked : null,
        };
    }

    private static Product Unpacked(Product product, string folder, IProgress<double> progress, CancellationToken cancel)
    {
        string archive = ArchiveMember.Split(product.Files[0])!.Value.Archive;
        var unpacked = Delivery.At(archive)!.Unpack([.. product.Files.Select(f => ArchiveMember.Split(f)!.Value.Name)], folder, cancel);
        string Moved(string file) => unpacked.PathOf(Path.GetFileName(file));
        return product with
        {
            Bands = [.. product.Bands.Select(b => b with { Path = Moved(b.Path) })],
            Masks = [.. product.Masks.Select(m => m with { Path = Moved(m.Path) })],
        };
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
                ?? throw new InputException(path, "acquisition time", "the product's name holds no date", "pass --datetime")
                { Chinese = "产品名里没有日期；请保留原文件名，或用 geowfc ingest --datetime 指定" };
    }

    // Level-1 groups of the same file repeat the keys with other numbers: the first group to come (Level 2) wins.
    private static Dictionary<string, string> Metadata(Delivery delivery, string name, List<string> notes)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Named(delivery, name + "_MTL.txt") is not { } file)
        {
            notes.Add("the MTL file is not there: scale and date are the profile's and the name's");
            return values;
        }

        bool reflectance = false;
        foreach (string line in Encoding.UTF8.GetString(delivery.Bytes(file)).Split('\n'))
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

    private static string? Beside(Delivery delivery, string name, string suffix) =>
        s_extensions.Select(e => Named(delivery, $"{name}_{suffix}{e}")).FirstOrDefault(n => n is not null) is { } file ? delivery.PathOf(file) : null;

    // Some archives have the files in a folder.
    private static string? Named(Delivery delivery, string file) =>
        delivery.Names.FirstOrDefault(n => n == file || n.EndsWith("/" + file, StringComparison.Ordinal));

    private static InputException Missing(Delivery delivery, string name, string suffix, string what) => new(
        delivery.PathOf($"{name}_{suffix}.TIF"), suffix, $"{what} of the product is not there", "put all files of the product in one folder, or copy the archive again");

    [GeneratedRegex(@"^(L[COTEM]0\d_L2S[PR]_\d{6}_\d{8}_\d{8}_02_(?:T1|T2|RT))_(?:SR_B\d|QA_PIXEL|QA_RADSAT|MTL)\.(?:TIF|tif|txt|xml|json)$")]
    private static partial Regex FileName();
}
