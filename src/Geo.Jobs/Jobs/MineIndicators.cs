using System.Globalization;
using System.Text;
using Geo.Core.Gdal;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Tracking;
using Geo.Core.Tracking.Indicators;
using Geo.Core.Vectors;

namespace Geo.Jobs.Jobs;

/// <summary>The indicators from the store, and as tables.</summary>
public static class MineIndicators
{
    private static readonly string[] s_columns =
        ["indicator", "name_zh", "name_en", "town", "year", "share", "target_share", "part", "whole", "unit", "definition_zh", "definition_en", "document", "as_of"];

    /// <summary>Computes them.</summary>
    /// <param name="store">The store.</param>
    /// <param name="knownOn">As known then; null for now.</param>
    /// <param name="now">Now.</param>
    public static RestorationIndicators Of(WorkspaceStore store, DateTimeOffset? knownOn, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(store);
        var everything = ItemsRequest.Everything with { AsKnownOn = knownOn };
        var history = store.Layer("site-history").Items(everything).Where(row => row.Properties["site_kind"] is TrackedSite.MineSite)
            .ToLookup(row => row.Properties["site_code"] as string);
        return RestorationIndicators.Of(
            [.. store.Layer("mine-sites").Items(everything).Select(row => Site(row, [.. history[row.Id]]))], RestorationRules.Default, knownOn is { } then && then < now ? then : now);
    }

    /// <summary>The values as CSV, UTF-8 with a byte order mark (Excel takes it for Chinese), RFC 4180.</summary>
    public static byte[] Csv(RestorationIndicators indicators)
    {
        static string Cell(object? value)
        {
            string text = value is double number ? number.ToString("R", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        }

        string[] lines = [string.Join(',', s_columns), .. Rows(indicators).Select(row => string.Join(',', s_columns.Select(c => Cell(row[c]))))];
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(string.Join("\r\n", lines) + "\r\n")];
    }

    /// <summary>The values as an XLSX file of one sheet.</summary>
    /// <param name="indicators">The indicators.</param>
    /// <param name="path">Target, .xlsx.</param>
    public static void WriteXlsx(RestorationIndicators indicators, string path) => VectorFile.Write(path, "indicators", null,
        [.. s_columns.Select(c => new VectorField(c, c switch
        {
            "year" => FieldKind.WholeNumber,
            "share" or "target_share" or "part" or "whole" => FieldKind.RealNumber,
            _ => FieldKind.Text,
        }))],
        Rows(indicators).Select((row, i) => new VectorFeature(i + 1, null, row)));

    private static IEnumerable<Dictionary<string, object?>> Rows(RestorationIndicators indicators)
    {
        var meanings = indicators.Definitions.ToDictionary(d => d.Indicator);
        return indicators.Values.Select(v => new Dictionary<string, object?>
        {
            ["indicator"] = v.Indicator,
            ["name_zh"] = meanings[v.Indicator].Name.Zh,
            ["name_en"] = meanings[v.Indicator].Name.En,
            ["town"] = v.Town ?? "全区 district",
            ["year"] = v.Year,
            ["share"] = v.Share,
            ["target_share"] = v.TargetShare,
            ["part"] = v.Part,
            ["whole"] = v.Whole,
            ["unit"] = v.Unit,
            ["definition_zh"] = meanings[v.Indicator].Meaning.Zh,
            ["definition_en"] = meanings[v.Indicator].Meaning.En,
            ["document"] = meanings[v.Indicator].Document,
            ["as_of"] = indicators.AsOf.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        });
    }

    private static IndicatorSite Site(Feature row, IReadOnlyList<Feature> history)
    {
        var p = row.Properties;
        return new IndicatorSite(row.Id, p["name"] as string ?? row.Id, p["town"] as string, p["lead_unit"] as string,
            p["area_m2"] as double? ?? p["listed_area_m2"] as double? ?? 0, StatusCode.Parse<RestorationMode>(p["restoration_mode"] as string), AssessedSites.Facts(row, history));
    }
}
