using System.Globalization;

namespace Geo.Core.Imagery.Products;

/// <summary>What a Sentinel-2 Level-2A product says of itself in MTD_MSIL2A.xml.</summary>
/// <remarks>ESA, Sentinel-2 Products Specification Document 14.9, section 4.10 (Level-2A user product).</remarks>
internal sealed class SafeMetadata
{
    // Physical bands in the order of band_id 0 to 12 (PSD 14.9, table of spectral bands).
    private static readonly string[] s_bands = ["B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B09", "B10", "B11", "B12"];

    private readonly Dictionary<string, double> _offsets = new(StringComparer.Ordinal);

    private SafeMetadata(ProductXml xml)
    {
        Name = Path.GetFileNameWithoutExtension(xml.Needed("PRODUCT_URI"));
        Baseline = xml.NeededNumber("PROCESSING_BASELINE");
        Spacecraft = xml.Text("SPACECRAFT_NAME");
        Quantification = xml.NeededNumber("BOA_QUANTIFICATION_VALUE");
        if (Quantification <= 0) throw new InputException(xml.Path, "BOA_QUANTIFICATION_VALUE", "it is not above 0", "give the file as it was delivered")
        { Chinese = "数值应大于 0；请按交付时的原样提供" };
        CloudPercent = xml.Number("Cloud_Coverage_Assessment");
        Images = [.. xml.All("IMAGE_FILE").Select(e => e.Value.Trim())];
        foreach (var offset in xml.All("BOA_ADD_OFFSET"))
        {
            if (int.TryParse(offset.Attribute("band_id")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int id) && id < s_bands.Length
                && double.TryParse(offset.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
            {
                _offsets[s_bands[id]] = value;
            }
        }

        // Each band of the level has its own; one that is missing or no number would leave its band 0.1 too bright.
        string[] bare = Baseline >= 4 ? [.. s_bands.Where(b => b != "B10" && !_offsets.ContainsKey(b))] : [];
        if (bare.Length > 0)
        {
            throw new InputException(xml.Path, "BOA_ADD_OFFSET", string.Create(CultureInfo.InvariantCulture, $"a product of baseline {Baseline:00.00} has offsets and this file names none{(_offsets.Count == 0 ? "" : " for " + string.Join(", ", bare))}"),
                "give the file as it was delivered")
            { Chinese = string.Create(CultureInfo.InvariantCulture, $"基线 {Baseline:00.00} 的产品应有偏移，文件里缺少；请按交付时的原样提供") };
        }

        foreach (var special in xml.All("Special_Values"))
        {
            string kind = special.Elements().FirstOrDefault(e => e.Name.LocalName == "SPECIAL_VALUE_TEXT")?.Value.Trim() ?? "";
            string text = special.Elements().FirstOrDefault(e => e.Name.LocalName == "SPECIAL_VALUE_INDEX")?.Value ?? "";
            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)) continue;
            if (kind == "NODATA") NoData = value;
            if (kind == "SATURATED") Saturated = value;
        }
    }

    /// <summary>Name of the product, without .SAFE.</summary>
    internal string Name { get; }

    internal double Baseline { get; }

    internal string? Spacecraft { get; }

    internal double Quantification { get; }

    /// <summary>Share under cloud that the product states, percent.</summary>
    internal double? CloudPercent { get; }

    internal double NoData { get; }

    internal double? Saturated { get; }

    /// <summary>The images that it lists, without .jp2.</summary>
    internal IReadOnlyList<string> Images { get; }

    /// <summary>BOA_ADD_OFFSET of a band (B01 to B12, B8A); 0 before baseline 04.00.</summary>
    internal double Offset(string band) => _offsets.GetValueOrDefault(band);

    /// <exception cref="InputException">A Level-1C product, or a file that is not whole.</exception>
    internal static SafeMetadata Parse(string path, byte[] bytes)
    {
        var xml = ProductXml.Parse(path, bytes);
        if (xml.RootName == "Level-1C_User_Product")
        {
            throw new InputException(path, "PROCESSING_LEVEL", "this is a Level-1C product, reflectance at the top of the atmosphere",
                "download the Level-2A product of the same scene, or make it with Sen2Cor")
            { Chinese = "这是 L1C 产品（大气层顶反射率）；请下载同一景的 L2A 产品，或用 Sen2Cor 制作" };
        }

        return xml.RootName == "Level-2A_User_Product" ? new SafeMetadata(xml)
            : throw new InputException(path, null, $"it describes no Sentinel-2 product but '{xml.RootName}'", "give the product as it was delivered")
            { Chinese = $"描述的不是哨兵二号产品，而是“{xml.RootName}”；请按交付时的原样提供" };
    }
}
