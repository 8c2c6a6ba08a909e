using System.Globalization;
using Geo.Core.Classification;

namespace Geo.Core.Tests.Classification;

/// <summary>Hands the rows that a test trains on to the scripts of tests/Geo.Benchmarks, so that a peer gets the very same.</summary>
internal static class RowFile
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("GEOWFC_ROWS");

    /// <summary>Whether GEOWFC_ROWS names a folder.</summary>
    public static bool IsWanted => Folder is { Length: > 0 };

    /// <summary>Writes NAME.csv (predictor columns, further ones, then the class) into the folder that GEOWFC_ROWS names; nothing where it names none.</summary>
    public static void Write(string name, SampleSet rows, params (string Name, float[] Values)[] further)
    {
        if (!IsWanted) return;
        Directory.CreateDirectory(Folder!);
        using var file = new StreamWriter(Path.Combine(Folder!, name.Replace(' ', '_') + ".csv"));
        file.WriteLine(string.Join(',', [.. rows.Predictors.Names, .. further.Select(f => f.Name), "class"]));
        float[][] columns = [.. rows.Columns, .. further.Select(f => f.Values)];
        for (int r = 0; r < rows.Count; r++)
        {
            file.WriteLine(string.Join(',', [.. columns.Select(c => c[r].ToString("R", CultureInfo.InvariantCulture)), rows.Classes[rows.ClassOfRow[r]]]));
        }
    }
}
