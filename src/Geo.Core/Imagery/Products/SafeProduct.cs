using System.Globalization;

namespace Geo.Core.Imagery.Products;

/// <summary>
/// A Sentinel-2 Level-2A product in SAFE form, as a folder or a zip: reflectance = (DN + BOA_ADD_OFFSET) / BOA_QUANTIFICATION_VALUE;
/// the bands of 20 and 60 m keep their values on the 10-m grid, each 10-m pixel that of the pixel it lies in.
/// </summary>
internal static class SafeProduct
{
    private const string Main2A = "MTD_MSIL2A.xml", Main1C = "MTD_MSIL1C.xml";

    private static readonly string[] s_sizes = ["10m", "20m", "60m"];

    /// <summary>True where a delivery holds a SAFE product, of Level 1C too.</summary>
    internal static bool IsIn(Delivery delivery) => Roots(delivery).Any();

    /// <summary>The SAFE folder that a path means: itself, or the folder of its main XML; null where it is none.</summary>
    internal static string? FolderAt(string path)
    {
        if (Path.GetFileName(path) is Main2A or Main1C && File.Exists(path)) return Path.GetDirectoryName(Path.GetFullPath(path));
        return Directory.Exists(path) && (File.Exists(Path.Combine(path, Main2A)) || File.Exists(Path.Combine(path, Main1C))) ? path : null;
    }

    /// <exception cref="InputException">A file is missing, damaged, or of another product.</exception>
    internal static Product Read(Delivery delivery, IngestOptions options)
    {
        string[] roots = [.. Roots(delivery).Distinct()];
        if (roots.Length > 1) throw new InputException(delivery.Path, null, $"it holds {roots.Length} Sentinel-2 products", "give them one by one, or a folder with one archive each")
        { Chinese = $"里面有 {roots.Length} 个哨兵二号产品；请逐个提供，或放进同一文件夹、每个一个压缩包" };
        if (delivery.MustBeUnpacked) throw new InputException(delivery.Path, null, "a SAFE product inside a gzipped tar is not read", "unpack it and give the .SAFE folder, or give the zip as it was delivered")
        { Chinese = "读不了 gzip 压缩的 tar 里的 SAFE 产品；请解压后提供 .SAFE 文件夹，或提供原始 zip" };
        string root = roots[0], main = delivery.Names.First(n => n == root + Main2A || n == root + Main1C);
        var about = SafeMetadata.Parse(delivery.PathOf(main), delivery.Bytes(main));
        string[] granules = [.. about.Images.Select(i => i.Split('/')).Where(parts => parts.Length > 2).Select(parts => parts[1]).Distinct()];
        if (granules.Length != 1)
        {
            throw new InputException(delivery.PathOf(main), "IMAGE_FILE", granules.Length == 0 ? "it lists no image" : $"it lists {granules.Length} granules, as products before 2016-12 do",
                "download the product again: since then each holds one tile")
            { Chinese = granules.Length == 0 ? "没有列出任何影像；请按交付时的原样提供" : $"列出了 {granules.Length} 个分块，是 2016 年 12 月以前的格式；请下载新格式的产品" };
        }

        string tileFile = $"{root}GRANULE/{granules[0]}/MTD_TL.xml";
        if (!delivery.Names.Contains(tileFile)) throw Missing(delivery, tileFile, "MTD_TL.xml", "the description of the granule");
        var tile = SafeTile.Parse(delivery.PathOf(tileFile), delivery.Bytes(tileFile));
        var profile = SensorProfile.Get("sentinel2-l2a");
        var notes = new List<string>();
        var bands = new List<ProductBand>();
        foreach (var band in profile.Bands)
        {
            string name = Padded(band.Names[^1]);
            if (Image(delivery, about, root, name) is { } file)
            {
                bands.Add(new ProductBand(band.Role, delivery.PathOf(file), 1, 1 / about.Quantification, about.Offset(name) / about.Quantification, band.WavelengthNm));
            }
            else if (!band.Optional)
            {
                throw new InputException(delivery.PathOf(main), "IMAGE_FILE", $"it lists no image of band {name}", "give the file as it was delivered")
                { Chinese = $"没有列出 {name} 波段；请按交付时的原样提供" };
            }
        }

        string scl = Image(delivery, about, root, "SCL") ?? throw new InputException(delivery.PathOf(main), "IMAGE_FILE", "it lists no scene classification (SCL)", "give the file as it was delivered")
        { Chinese = "没有列出场景分类（SCL）；请按交付时的原样提供" };
        Check(tile, bands.First(b => b.Role == BandRole.Red));
        return new Product(about.Name, profile, [.. bands.Select(b => b.Path), delivery.PathOf(scl), delivery.PathOf(main)], bands,
            [new ProductMask(MaskKind.Scl, delivery.PathOf(scl), 1)], options.Datetime?.ToUniversalTime() ?? tile.SensedAt, options.Synthetic, notes)
        {
            Saturated = about.Saturated,
            Numbers = Radiometry.Surface,
            Facts = [.. Facts(about, tile)],
        };
    }

    private static IEnumerable<(string, object)> Facts(SafeMetadata about, SafeTile tile)
    {
        yield return ("s2:processing_baseline", about.Baseline.ToString("00.00", CultureInfo.InvariantCulture));
        if (about.Spacecraft is { } craft) yield return ("platform", craft.ToLowerInvariant());
        if ((tile.CloudPercent ?? about.CloudPercent) is { } cloud) yield return ("geowfc:cloud_percent_of_product", cloud);
        if (tile.SunZenith is { } zenith) yield return ("geowfc:sun_zenith_deg", zenith);
        if (tile.SunAzimuth is { } azimuth) yield return ("geowfc:sun_azimuth_deg", azimuth);
    }

    // The finest image of a band that the product lists; it must be there.
    private static string? Image(Delivery delivery, SafeMetadata about, string root, string band)
    {
        string? listed = s_sizes.Select(size => about.Images.FirstOrDefault(i => i.EndsWith($"_{band}_{size}", StringComparison.Ordinal))).FirstOrDefault(i => i is not null);
        if (listed is null) return null;
        string file = root + listed + ".jp2";
        return delivery.Names.Contains(file) ? file : throw Missing(delivery, file, band, $"the image of band {band}");
    }

    // JP2 files of one product in the folder of another fit neither place nor size.
    private static void Check(SafeTile tile, ProductBand band)
    {
        using var file = SourceFile.Open(band.Path);
        var (a, b) = (file.Grid, tile.Grid);
        if (a.Width != b.Width || a.Height != b.Height || a.Crs.Epsg != b.Crs.Epsg || a.Transform.OriginX != b.Transform.OriginX || a.Transform.OriginY != b.Transform.OriginY)
        {
            throw new InputException(tile.Path, "Tile_Geocoding", string.Create(CultureInfo.InvariantCulture,
                    $"it places {b.Width} x {b.Height} pixels at {b.Transform.OriginX}, {b.Transform.OriginY} in {b.Crs}, but {Path.GetFileName(band.Path)} has {a.Width} x {a.Height} at {a.Transform.OriginX}, {a.Transform.OriginY} in {a.Crs}"),
                "the XML or the image is of another product: give the product as it was delivered")
            { Chinese = "写的位置与影像不一致；文件属于不同的产品，请按交付时的原样提供" };
        }
    }

    private static InputException Missing(Delivery delivery, string name, string field, string what) => new(
        delivery.PathOf(name), field, $"{what} is not there, though the product lists it", "the product was copied in part: copy or download it again");

    // macOS packs a ._MTD_MSIL2A.xml beside the file itself.
    private static IEnumerable<string> Roots(Delivery delivery) => delivery.Names
        .Where(n => Path.GetFileName(n) is Main2A or Main1C)
        .Select(n => n[..(n.LastIndexOf('/') + 1)]);

    private static string Padded(string name) => name.Length == 2 ? "B0" + name[1] : name;
}
