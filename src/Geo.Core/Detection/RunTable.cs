namespace Geo.Core.Detection;

/// <summary>The runs of reported classes of the whole grid, joined over block borders.</summary>
internal sealed class RunTable(int height)
{
    private readonly List<PixelRun>?[] _rows = new List<PixelRun>?[height];

    /// <summary>Adds a run; the runs of a row come from left to right.</summary>
    public void Add(PixelRun run)
    {
        var row = _rows[run.Row] ??= [];
        if (row.Count > 0 && row[^1].To == run.From && row[^1].Class == run.Class)
        {
            row[^1] = row[^1] with
            {
                To = run.To,
                ProbabilitySum = row[^1].ProbabilitySum + run.ProbabilitySum,
                ProbabilityMax = Math.Max(row[^1].ProbabilityMax, run.ProbabilityMax),
            };
        }
        else
        {
            row.Add(run);
        }
    }

    /// <summary>All runs, row by row, from left to right.</summary>
    public PixelRun[] ToArray() => [.. _rows.Where(r => r is not null).SelectMany(r => r!)];
}
