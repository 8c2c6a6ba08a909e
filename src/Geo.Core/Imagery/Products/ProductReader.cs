using System.Text.RegularExpressions;

namespace Geo.Core.Imagery.Products;

/// <summary>Which product lies at a path, by what is there and never by the order of guesses alone.</summary>
internal static partial class ProductReader
{
    /// <summary>True where a path is a folder, an archive or a file of a product of several files.</summary>
    internal static bool IsProduct(string path) =>
        Directory.Exists(path) || SafeProduct.FolderAt(path) is not null || LandsatProduct.NameIn(Path.GetFileName(path)) is not null
        || GaofenName.Of(Path.GetFileName(path)) is not null || Delivery.FormOf(path) is not null;

    /// <exception cref="InputException">Nothing known, or a product that is not whole; says which file and what to do.</exception>
    internal static Product Read(string path, IngestOptions options)
    {
        if (!File.Exists(path) && !Directory.Exists(path)) throw new InputException(path, null, "there is no such file", "check the path");
        var product = options.BandMap is { Count: > 0 } && File.Exists(path) ? null : OfSeveralFiles(path, options);
        if (product is not null) return Agreed(product, path, options);
        if (options.Profile is "landsat-c2l2" or "gaofen")
        {
            throw new InputException(path, "profile", $"the name is not that of a file of profile {options.Profile}", "keep the names of the product, or pass --profile generic with --band-map");
        }

        if (options.Profile is null && options.BandMap is not { Count: > 0 }) RefuseOtherLevel(path);
        return SingleFileProduct.Read(path, options);
    }

    private static void RefuseOtherLevel(string path)
    {
        if (OtherLandsat().Match(Path.GetFileName(path)) is not { Success: true } other) return;
        throw new InputException(path, "profile", $"it is a file of the Landsat product {other.Groups[1].Value}, which is not of Collection 2 Level-2", "download the Level-2 product (L2SP) of the same scene from Collection 2")
        { Chinese = $"这是 Landsat 的 {other.Groups[1].Value} 产品，不是 Collection 2 Level-2；请下载同一景的 L2SP 产品" };
    }

    private static Product? OfSeveralFiles(string path, IngestOptions options)
    {
        string name = Path.GetFileName(path);
        if (SafeProduct.FolderAt(path) is { } safe) return SafeProduct.Read(Delivery.OfFolder(safe), options);
        if (LandsatProduct.NameIn(name) is { } landsat) return LandsatProduct.Read(Beside(path), landsat, options);
        // A file that was orthorectified and calibrated by others may keep its Gaofen name: the profile then says what it is.
        if (GaofenName.Of(name) is { } gaofen && options.Profile is null or "gaofen") return GaofenProduct.Read(Beside(path), gaofen.Key, options);
        return Delivery.At(path) is { } delivery ? OfDelivery(delivery, options) : null;
    }

    private static Product OfDelivery(Delivery delivery, IngestOptions options)
    {
        if (SafeProduct.IsIn(delivery)) return SafeProduct.Read(delivery, options);
        string[] landsat = [.. delivery.Names.Select(n => LandsatProduct.NameIn(Path.GetFileName(n))).OfType<string>().Distinct()];
        string[] gaofen = [.. delivery.Names.Select(n => GaofenName.Of(Path.GetFileName(n))?.Key).OfType<string>().Distinct()];
        if (landsat.Length + gaofen.Length > 1)
        {
            throw new InputException(delivery.Path, null, $"it holds {landsat.Length + gaofen.Length} products", $"give one file of the product wanted, as {landsat.Concat(gaofen).First()}…")
            { Chinese = $"里面有 {landsat.Length + gaofen.Length} 个产品；请放在各自的文件夹里" };
        }

        if (landsat.Length == 1) return LandsatProduct.Read(delivery, landsat[0], options);
        if (gaofen.Length == 1) return GaofenProduct.Read(delivery, gaofen[0], options);
        string held = delivery.Names.Count == 0 ? "it is empty" : $"it holds no product that is known, but {string.Join(", ", delivery.Names.Take(3))}{(delivery.Names.Count > 3 ? $" and {delivery.Names.Count - 3} more" : "")}";
        string? unknown = UnknownSatellite(delivery);
        throw new InputException(delivery.Path, null, unknown is not null ? $"{unknown} is a satellite whose products are not known here" : held,
            "give a Sentinel-2 L2A, Landsat Collection 2 Level-2 or Gaofen-1/2/6 L1A product as it was delivered, or one raster file")
        { Chinese = $"{(unknown is not null ? $"{unknown} 卫星的产品这里还不支持" : "里面没有认得的影像产品")}；请提供哨兵二号 L2A、Landsat Collection 2 Level-2、高分一/二/六号 L1A 的原始产品，或单个影像文件" };
    }

    // Said by name, as a delivery of another satellite looks just like one of Gaofen.
    private static string? UnknownSatellite(Delivery delivery) =>
        delivery.Names.Append(Path.GetFileName(delivery.Path)).Select(n => OtherSatellite().Match(Path.GetFileName(n))).FirstOrDefault(m => m.Success)?.Groups[1].Value;

    private static Product Agreed(Product product, string path, IngestOptions options) => options.Profile is null || options.Profile == product.Profile.Id ? product
        : throw new InputException(path, "profile", $"it is a product of profile {product.Profile.Id} and not {options.Profile}", "leave --profile out");

    private static Delivery Beside(string path) => Delivery.OfFilesIn(Path.GetDirectoryName(Path.GetFullPath(path))!);

    [GeneratedRegex(@"^(L[COTEM]0\d_L\w{3}_\d{6}_\d{8}_\d{8}_0\d_(?:T1|T2|RT))_", RegexOptions.IgnoreCase)]
    private static partial Regex OtherLandsat();

    [GeneratedRegex("^(GF[0-9]+[A-Z]?|ZY[0-9A-Z-]+|HJ[0-9A-Z]+|CB0?4A?|SV[0-9-]+|JL1[0-9A-Z]*)_")]
    private static partial Regex OtherSatellite();
}
