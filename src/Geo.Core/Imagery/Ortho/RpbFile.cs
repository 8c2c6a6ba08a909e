using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Geo.Core.Gdal;

namespace Geo.Core.Imagery.Ortho;

/// <summary>Reads an RPC model from the .rpb text beside an image, as CRESDA and Maxar deliver it, or from the tags of a TIFF.</summary>
internal static class RpbFile
{
    private static readonly string[] s_numbers =
        ["lineOffset", "sampOffset", "latOffset", "longOffset", "heightOffset", "lineScale", "sampScale", "latScale", "longScale", "heightScale"];

    private static readonly string[] s_lists = ["lineNumCoef", "lineDenCoef", "sampNumCoef", "sampDenCoef"];

    private static readonly string[] s_tags =
        ["LINE_OFF", "SAMP_OFF", "LAT_OFF", "LONG_OFF", "HEIGHT_OFF", "LINE_SCALE", "SAMP_SCALE", "LAT_SCALE", "LONG_SCALE", "HEIGHT_SCALE"];

    private static readonly string[] s_listTags = ["LINE_NUM_COEFF", "LINE_DEN_COEFF", "SAMP_NUM_COEFF", "SAMP_DEN_COEFF"];

    /// <exception cref="InputException">A field is missing or no number.</exception>
    internal static RpcModel Parse(string path, byte[] bytes)
    {
        string text = Encoding.UTF8.GetString(bytes);
        if (Item("SpecId").Match(text) is { Success: true } spec && !spec.Groups[1].Value.Contains("RPC00B", StringComparison.OrdinalIgnoreCase))
        {
            throw new InputException(path, "SpecId", $"{spec.Groups[1].Value.Trim()} is not the RPC00B model", "give the RPB file as it was delivered")
            { Chinese = $"{spec.Groups[1].Value.Trim()} 不是 RPC00B 模型；请按交付时的原样提供 RPB" };
        }

        return Made(path, s_numbers, s_lists, name => Item(name).Match(text) is { Success: true } match ? match.Groups[1].Value : null);
    }

    /// <summary>The model in a raster's own tags; null where it has none.</summary>
    internal static RpcModel? Of(Dataset raster) => raster.Metadata(s_tags[0], "RPC") is null ? null
        : Made(raster.Path, s_tags, s_listTags, name => raster.Metadata(name, "RPC"));

    private static RpcModel Made(string path, string[] names, string[] listNames, Func<string, string?> find)
    {
        double[] n = [.. names.Select(name => Numbers(path, name, find(name), 1)[0])];
        double[][] lists = [.. listNames.Select(name => Numbers(path, name, find(name), 20))];
        for (int i = 5; i < n.Length; i++)
        {
            if (n[i] <= 0) throw new InputException(path, names[i], "a scale is above 0", "give the RPC as it was delivered")
            { Chinese = "比例应大于 0；请按交付时的原样提供" };
        }

        return new RpcModel(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9], lists[0], lists[1], lists[2], lists[3]);
    }

    private static double[] Numbers(string path, string name, string? text, int count)
    {
        if (text is null) throw new InputException(path, name, "the field is not there", "give the RPC as it was delivered, it is cut off or of another kind")
        { Chinese = "缺少这一项；文件不完整或不是 RPC，请按交付时的原样提供" };
        double[] numbers = [.. text.Split([' ', ',', '(', ')', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Select(one => double.TryParse(one, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN)];
        return numbers.Length == count && numbers.All(double.IsFinite) ? numbers
            : throw new InputException(path, name, string.Create(CultureInfo.InvariantCulture, $"it should hold {count} numbers"), "give the RPC as it was delivered")
            { Chinese = string.Create(CultureInfo.InvariantCulture, $"应有 {count} 个数；请按交付时的原样提供") };
    }

    private static Regex Item(string name) => new($@"^\s*{name}\s*=\s*([^;]*);", RegexOptions.Multiline | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));
}
