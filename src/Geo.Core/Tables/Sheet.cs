namespace Geo.Core.Tables;

/// <summary>A sheet of a workbook, or the one table of a text file.</summary>
/// <param name="Name">The sheet's name; a text file's name without its ending.</param>
/// <param name="Hidden">Its author has hidden it.</param>
/// <param name="Rows">Rows that hold something, in order.</param>
public sealed record Sheet(string Name, bool Hidden, IReadOnlyList<SheetRow> Rows)
{
    /// <summary>The letters by which spreadsheets call a column: A, B, … Z, AA.</summary>
    /// <param name="index">From 0.</param>
    public static string Letters(int index)
    {
        string letters = "";
        for (int rest = index; rest >= 0; rest = rest / 26 - 1) letters = (char)('A' + rest % 26) + letters;
        return letters;
    }
}

/// <summary>A row of a sheet.</summary>
/// <param name="Number">As the spreadsheet numbers it; in a text file the line on which it begins; from 1.</param>
/// <param name="Cells">string, double, DateOnly, DateTime, bool, <see cref="CellFault"/> or null; without the empty ones at the end.</param>
public sealed record SheetRow(int Number, IReadOnlyList<object?> Cells)
{
    /// <summary>A cell; null beyond the row's end.</summary>
    public object? this[int column] => column < Cells.Count ? Cells[column] : null;
}

/// <summary>A cell whose formula failed.</summary>
/// <param name="Word">#REF!, #VALUE!, #DIV/0!, #N/A …</param>
public sealed record CellFault(string Word)
{
    private static readonly string[] s_words = ["#REF!", "#VALUE!", "#DIV/0!", "#N/A", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"];

    /// <summary>The fault of a cell that shows one of Excel's words for it; null for other texts.</summary>
    public static CellFault? Of(string text) => s_words.Contains(text) ? new CellFault(text) : null;

    /// <inheritdoc/>
    public override string ToString() => Word;
}

/// <summary>What a table may cost. Far above any register, far below what would stop a server.</summary>
public static class TableLimits
{
    /// <summary>Bytes of a file once it is unpacked.</summary>
    public const long Unpacked = 512L << 20;

    /// <summary>Rows of a sheet that hold something.</summary>
    public const int Rows = 200_000;

    /// <summary>Columns of a sheet.</summary>
    public const int Columns = 500;

    /// <summary>Members of an archive.</summary>
    public const int Members = 2_000;
}
