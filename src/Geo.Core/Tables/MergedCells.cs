namespace Geo.Core.Tables;

/// <summary>A block of merged cells: rows as the spreadsheet numbers them, columns from 0; both ends belong to it.</summary>
internal readonly record struct Merge(int FromRow, int ToRow, int FromColumn, int ToColumn);

/// <summary>Writes the value of a merged block into each of its cells, as a reader sees it there.</summary>
internal static class MergedCells
{
    /// <summary>The rows with their merges filled. Rows that held nothing but the inside of a merge stay away: they were blank to whoever typed the table.</summary>
    /// <exception cref="InputException">The merges lie over each other so often that no program has written them.</exception>
    public static List<SheetRow> Fill(List<SheetRow> rows, IReadOnlyList<Merge> merges, string called)
    {
        // In a sheet that a program has written no cell lies in two merges.
        long left = Math.Max(1_000_000L, rows.Count * (long)TableLimits.Columns);
        var index = rows.Select((row, i) => (row.Number, i)).ToDictionary(r => r.Number, r => r.i);
        object?[]?[] copies = new object?[rows.Count][];
        foreach (var merge in merges)
        {
            int lastColumn = Math.Min(merge.ToColumn, TableLimits.Columns - 1);
            if (!index.TryGetValue(merge.FromRow, out int first) || rows[first][merge.FromColumn] is not { } value) continue;
            for (int i = first; i < rows.Count && rows[i].Number <= merge.ToRow; i++)
            {
                if ((left -= lastColumn - merge.FromColumn + 1) < 0) throw Workbook.Broken(called);
                object?[] cells = copies[i] ??= [.. rows[i].Cells];
                if (cells.Length <= lastColumn) Array.Resize(ref cells, lastColumn + 1);
                for (int column = merge.FromColumn; column <= lastColumn; column++) cells[column] = value;
                copies[i] = cells;
            }
        }

        return [.. rows.Select((row, i) => copies[i] is { } cells ? row with { Cells = cells } : row)];
    }
}
