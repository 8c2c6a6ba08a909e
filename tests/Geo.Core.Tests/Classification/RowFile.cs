using System.Globalization;
using Geo.Core.Classification;

namespace Geo.Core.Tests.Classification;

/// <summary>Hands the rows that a test trains on to tests/Geo.Benchmarks/tailings_forest.py, so that a peer gets the very same.</summary>
internal static class RowFile
{
    /// <summary>Writes NAME.csv (predictor columns, then the class) into the folder that GEOWFC_ROWS names; nothing where it names none.</summary>
    public static void Write(string name, SampleSet rows)
    {
        if (Environment.GetEnvironmentVariable("GEOWFC_ROWS") is not { Length: > 0 } folder) return;
        Directory.CreateDirectory(folder);
        using var file = new StreamWriter(Path.Combine(folder, name.Replace(' ', '_') + ".csv"));
        file.WriteLine(string.Join(',', [.. rows.Predictors.Names, "class"]));
        for (int r = 0; r < rows.Count; r++)
        {
            file.WriteLine(string.Join(',', [.. rows.Columns.Select(c => c[r].ToString("R", CultureInfo.InvariantCulture)), rows.Classes[rows.ClassOfRow[r]]]));
        }
    }
}
