using System.Text.RegularExpressions;

namespace Geo.Core.Sites;

/// <summary>Units as clerks write them in heads and cells.</summary>
internal static partial class UnitWords
{
    // 1 亩 is 10 000/15 m² (State Council 1984).
    private const double Mu = 10_000 / 15.0;

    private static readonly Dictionary<string, (string Of, double Factor)> s_known = new(StringComparer.Ordinal)
    {
        ["m2"] = ("m2", 1),
        ["平方米"] = ("m2", 1),
        ["平米"] = ("m2", 1),
        ["公顷"] = ("m2", 10_000),
        ["ha"] = ("m2", 10_000),
        ["hm2"] = ("m2", 10_000),
        ["亩"] = ("m2", Mu),
        ["mu"] = ("m2", Mu),
        ["万亩"] = ("m2", 10_000 * Mu),
        ["万m2"] = ("m2", 10_000),
        ["万平方米"] = ("m2", 10_000),
        ["万平米"] = ("m2", 10_000),
        ["km2"] = ("m2", 1e6),
        ["平方公里"] = ("m2", 1e6),
        ["平方千米"] = ("m2", 1e6),
        ["t"] = ("t", 1),
        ["吨"] = ("t", 1),
        ["万吨"] = ("t", 10_000),
        ["万t"] = ("t", 10_000),
        ["亿吨"] = ("t", 1e8),
        ["kg"] = ("t", 0.001),
        ["千克"] = ("t", 0.001),
        ["公斤"] = ("t", 0.001),
        ["m3"] = ("m3", 1),
        ["立方米"] = ("m3", 1),
        ["方"] = ("m3", 1),
        ["立方"] = ("m3", 1),
        ["万m3"] = ("m3", 10_000),
        ["万立方米"] = ("m3", 10_000),
        ["万方"] = ("m3", 10_000),
        ["m"] = ("m", 1),
        ["米"] = ("m", 1),
        ["km"] = ("m", 1000),
        ["公里"] = ("m", 1000),
        ["度"] = ("deg", 1),
        ["°"] = ("deg", 1),
    };

    /// <summary>What a unit measures (m2, t, m3, m, deg) and how many of that it is; null for no unit.</summary>
    public static (string Of, double Factor)? Find(string word)
    {
        string key = word.Trim().Trim('(', ')', '[', ']', '/', ':').Trim() is "°" ? "°" : RegisterSchema.Normalise(word);
        return s_known.TryGetValue(key, out var unit) ? unit : null;
    }

    /// <summary>The factor where the head of a column is a name with a unit behind it (占地面积（公顷）); null where it is not.</summary>
    public static double? Behind(string head, string name, string unit)
    {
        string whole = RegisterSchema.Normalise(head), alias = RegisterSchema.Normalise(name);
        return whole.Length > alias.Length && whole.StartsWith(alias, StringComparison.Ordinal) && Find(whole[alias.Length..].TrimStart('单', '位')) is { } found && found.Of == unit
            ? found.Factor
            : null;
    }

    /// <summary>The factor where a head ends in a unit of a measure, whatever stands before it: 矿区面积（公顷）, area_ha, 占地亩; null where it does not.</summary>
    public static double? AtEnd(string head, string unit)
    {
        string narrow = TextWidth.Narrow(head).Trim();
        if (End().Match(narrow) is { Success: true } set && Find(set.Groups[1].Value.TrimStart('单', '位', ':')) is { } apart && apart.Of == unit) return apart.Factor;
        // Chinese words need no mark before them, the longest first: 万吨 is not 吨. Latin letters do: "amount" ends in no tonnes.
        string whole = RegisterSchema.Normalise(narrow);
        return s_known.Where(k => k.Value.Of == unit && k.Key[0] > '\u2E80' && whole.EndsWith(k.Key, StringComparison.Ordinal)).OrderByDescending(k => k.Key.Length).Select(k => (double?)k.Value.Factor).FirstOrDefault();
    }

    /// <summary>
    /// A number as people write it: 1,234.5; 约 12 亩; 3.2万吨. A comma counts only between groups of three: 12,5 is no number here, as it
    /// would be 12.5 to some and 125 to others.
    /// </summary>
    /// <param name="text">In normal width.</param>
    /// <param name="number">The number, without its unit.</param>
    /// <param name="unit">The unit behind it, as written; empty for none.</param>
    public static bool TryNumber(string text, out double number, out string unit)
    {
        var match = NumberPattern().Match(text);
        (number, unit) = (0, match.Groups[2].Value.Trim());
        return match.Success
            && double.TryParse(match.Groups[1].Value.Replace(",", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number);
    }

    [GeneratedRegex(@"[(\[【/_:\s]\s*([^()\[\]【】/_\s]+?)\s*[)\]】]?$")]
    private static partial Regex End();

    [GeneratedRegex(@"^[约≈~]?\s*([+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?:\.\d*)?(?:[eE][+-]?\d+)?|[+-]?\.\d+)\s*([^\d\s,.][^\d]*[23²³]?)?$")]
    private static partial Regex NumberPattern();
}
