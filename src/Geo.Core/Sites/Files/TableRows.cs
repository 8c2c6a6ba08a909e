using Geo.Core.Tables;
using Geo.Core.Vectors;

namespace Geo.Core.Sites.Files;

/// <summary>The rows of a register under the head of a table; totals, notes and repeated heads are left out and said so.</summary>
internal static class TableRows
{
    private static readonly HashSet<string> s_totals = ["合计", "总计", "小计", "共计", "累计", "总和", "total", "sum", "subtotal", "grandtotal"];
    private static readonly string[] s_notes = ["注", "备注", "说明", "填表", "制表", "审核", "单位负责人", "填报", "联系人", "note"];

    /// <summary>As a layer without geometries; a record's Fid is its row in the sheet.</summary>
    public static (VectorLayer Layer, IReadOnlyList<Reason> LeftOut) Of(Sheet sheet, TableHead head)
    {
        var (features, leftOut) = (new List<VectorFeature>(), new List<Reason>());
        foreach (var row in sheet.Rows.Skip(head.Last + 1).Where(r => r.Cells.Any(c => CellReader.Text(c) is not null)))
        {
            if (WhyNot(row, head) is { } why)
            {
                leftOut.Add(why);
                continue;
            }

            var attributes = new Dictionary<string, object?>(head.Names.Count, StringComparer.Ordinal);
            for (int i = 0; i < head.Names.Count; i++) attributes[head.Names[i]] = row[i];
            features.Add(new VectorFeature(row.Number, null, attributes));
        }

        return (new VectorLayer(sheet.Name, null, head.Names, features), leftOut);
    }

    private static Reason? WhyNot(SheetRow row, TableHead head)
    {
        string[] texts = [.. row.Cells.Select(c => CellReader.Text(c)).OfType<string>()];
        string first = RegisterSchema.Normalise(texts[0]);
        int different = texts.Distinct().Count();
        if (s_totals.Contains(first) || (texts.Length > 1 && texts.Take(3).Any(t => s_totals.Contains(RegisterSchema.Normalise(t))) && row.Cells.Take(2).All(c => c is null || s_totals.Contains(RegisterSchema.Normalise(CellReader.Text(c) ?? "合计")))))
        {
            return new Reason($"第 {row.Number} 行是合计行，未导入", $"row {row.Number} is a total and was left out");
        }

        // A note stands alone in its row, or merged over all of it.
        if (different == 1 && s_notes.Any(n => first.StartsWith(n, StringComparison.Ordinal)))
        {
            return new Reason($"第 {row.Number} 行是说明文字，未导入", $"row {row.Number} is a note and was left out");
        }

        bool repeats = texts.Length > 1 && row.Cells.Select((c, i) => (Text: CellReader.Text(c), i)).All(c => c.Text is null || (c.i < head.Names.Count && RegisterSchema.Normalise(c.Text) == RegisterSchema.Normalise(head.Names[c.i])));
        return repeats ? new Reason($"第 {row.Number} 行重复了表头，未导入", $"row {row.Number} repeats the head and was left out") : null;
    }
}
