using System.Globalization;
using Geo.Core.Sites;

namespace Geo.Core.Inventory.Sampling;

/// <summary>A laboratory's results as a table: a row a point and parameter. Headers in Chinese or English, full-width digits, "&lt;" and ND as laboratories write them.</summary>
public static class ResultTable
{
    private static readonly Dictionary<string, string[]> Headers = new()
    {
        ["point"] = ["point", "point_number", "点号", "采样点", "采样点号", "点位"],
        ["parameter"] = ["parameter", "参数", "项目", "检测项目", "指标"],
        ["value"] = ["value", "结果", "检测结果", "检测值", "值"],
        ["unit"] = ["unit", "单位"],
        ["limit"] = ["limit", "限值", "标准限值", "上限"],
        ["limit_low"] = ["limit_low", "下限"],
        ["limit_source"] = ["limit_source", "限值依据", "限值来源", "标准"],
    };

    /// <summary>Results by the number of their point.</summary>
    /// <param name="where">The file, for errors.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="rows">Its rows: cells by column.</param>
    /// <exception cref="InputException">A column is missing, or a cell cannot be read.</exception>
    public static ILookup<int, LabResult> Read(string where, IReadOnlyList<string> columns, IEnumerable<IReadOnlyDictionary<string, object?>> rows)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        var map = Headers.ToDictionary(h => h.Key, h => columns.FirstOrDefault(c => h.Value.Any(name => RegisterSchema.Normalise(name) == RegisterSchema.Normalise(c))));
        foreach (string needed in (string[])["point", "parameter", "value", "unit"])
        {
            if (map[needed] is null) throw new InputException(where, needed, "there is no such column", $"call it one of {string.Join(", ", Headers[needed])}; the columns are {string.Join(", ", columns)}");
        }

        return rows.Select((row, i) => (Number: i + 1, Row: row)).Select(r => Of($"{where}, row {r.Number}", name => map[name] is { } column ? CellReader.Text(r.Row.GetValueOrDefault(column)) : null)).ToLookup(r => r.Point, r => r.Result);
    }

    /// <summary>One row.</summary>
    /// <exception cref="InputException">A cell cannot be read.</exception>
    private static (int Point, LabResult Result) Of(string where, Func<string, string?> cell)
    {
        string parameter = cell("parameter") ?? throw new InputException(where, "parameter", "it is empty", "name what was measured");
        if (!int.TryParse(cell("point"), NumberStyles.Integer, CultureInfo.InvariantCulture, out int point) || point < 1)
        {
            throw new InputException(where, "point", $"'{cell("point")}' is not the number of a point", "give the number that the plan gives it");
        }

        string text = cell("value") ?? throw new InputException(where, "value", "it is empty", "leave the row out where nothing was measured");
        double? limit = Number(where, "limit", cell("limit")), low = Number(where, "limit_low", cell("limit_low"));
        string? source = cell("limit_source");
        if ((limit is not null || low is not null) && source is null)
        {
            throw new InputException(where, "limit_source", $"the limit of {parameter} has no source", "name the document that the limit comes from");
        }

        bool below = text.StartsWith('<') || text.StartsWith('≤');
        double value = Number(where, "value", text.TrimStart('<', '≤'))!.Value;
        return (point, new LabResult(parameter, value, cell("unit") ?? "", below, limit, low, source));
    }

    private static double? Number(string where, string field, string? text) => text is null ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number
        : throw new InputException(where, field, $"'{text}' is not a number", "write a number; less than the limit of detection as <0.01");
}
