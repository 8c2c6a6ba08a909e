using Geo.Core.Crs;
using Geo.Core.Gdal;
using Geo.Core.Priority;
using Geo.Core.Vectors;
using Geo.Jobs.Cli;

namespace Geo.Jobs.Priority;

/// <summary>The ranking as a file: XLSX, CSV, GeoJSON or another form by its extension, a row a dump with the parts of its score.</summary>
public static class PriorityFiles
{
    /// <summary>Writes.</summary>
    /// <param name="path">Target.</param>
    /// <param name="ground">The dumps.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="shares">Shares of draws; null leaves their column empty.</param>
    public static void Write(string path, PriorityGround ground, PriorityAnswer answer, TopShares? shares)
    {
        ArgumentNullException.ThrowIfNull(ground);
        ArgumentNullException.ThrowIfNull(answer);
        Dictionary<string, object?>[] rows = [.. answer.Order.Select(p => Row(ground, answer, shares, p))];
        VectorFile.Write(path, "priority", WellKnown.Crs84, rows.Length == 0 ? [new VectorField("code", FieldKind.Text)] : OgrFields.Of(rows),
            rows.Select((row, r) => new VectorFeature(r + 1, ground.Rows[answer.Table.Dumps[answer.Order[r]].Code].Geometry, row)));
    }

    private static Dictionary<string, object?> Row(PriorityGround ground, PriorityAnswer answer, TopShares? shares, int place)
    {
        var dump = answer.Table.Dumps[place];
        var row = new Dictionary<string, object?>
        {
            ["rank"] = answer.Ranks[place],
            ["code"] = dump.Code,
            ["name"] = dump.Name,
            ["town"] = dump.Town,
            ["funded"] = answer.Funded.Funded[place],
            ["cost_wan"] = answer.Funded.Costs[place],
            ["cost_source"] = answer.Question.Costs.ContainsKey(dump.Code) ? "人工设定" : ground.Prioritiser.Costs[place].Source,
            ["score"] = answer.Scores[place],
            ["top_share"] = shares?.Share(place),
            ["waste_category"] = dump.Text("waste_category"),
            ["control_grade"] = dump.Text("control_grade"),
            ["responsible_party"] = dump.Text("responsible_party"),
        };
        for (int c = 0; c < ground.Set.Criteria.Count; c++)
        {
            var (criterion, reading) = (ground.Set.Criteria[c], answer.Table[c, place]);
            row[$"{criterion.Code}_part"] = answer.Part(c, place);
            row[$"{criterion.Code}_urgency"] = reading.Value;
            row[$"{criterion.Code}_read"] = reading.Missing ? "缺失 missing" : reading.Class ?? FormattableString.Invariant($"{reading.Measured:0.###} {criterion.Unit}").Trim();
        }

        return row;
    }
}
