using System.Text.RegularExpressions;

namespace Geo.Core.Imagery.Products;

/// <summary>
/// Name of a file as CRESDA delivers it: GF1_PMS1_E117.0_N40.0_20240415_L1A0001234567-MSS1.tiff, -PAN1.tiff, -MUX.tiff (GF-1B/C/D
/// and GF-6), without a part (WFV), or -1 to -3 (the strips of GF-6 WFV).
/// </summary>
/// <param name="Key">What the files of one scene share: the pair of multispectral and panchromatic image is one scene.</param>
/// <param name="Satellite">GF1, GF1B, GF1C, GF1D, GF2, GF6.</param>
/// <param name="Sensor">PMS, PMS1, PMS2, WFV, WFV1 to WFV4.</param>
/// <param name="Pan">True for the panchromatic image.</param>
/// <param name="Level">1 for L1A (sensor geometry), 2 for L2A (on a map).</param>
internal sealed partial record GaofenName(string Key, string Satellite, string Sensor, bool Pan, int Level)
{
    internal static GaofenName? Of(string file)
    {
        if (FileName().Match(file) is not { Success: true } match) return null;
        string part = match.Groups["part"].Value.ToUpperInvariant();
        return new GaofenName(part.Length == 1 ? $"{match.Groups["base"].Value}-{part}" : match.Groups["base"].Value,
            match.Groups["sat"].Value, match.Groups["sensor"].Value, part.StartsWith("PAN", StringComparison.Ordinal), match.Groups["level"].Value[0] - '0');
    }

    [GeneratedRegex(@"^(?<base>(?<sat>GF1|GF1B|GF1C|GF1D|GF2|GF6)_(?<sensor>PMS[12]?|WFV[1-4]?)_[EW][\d.]+_[NS][\d.]+_\d{8}_L(?<level>[12])A\d+)(?:-(?<part>MSS[12]?|PAN[12]?|MUX|[1-3]))?\.(?:tiff?|xml|rpb|rpc)$", RegexOptions.IgnoreCase)]
    private static partial Regex FileName();
}
