using System.Globalization;
using Geo.Testing;

namespace Geo.Core.Tests.Tracking.Trends;

/// <summary>Columns of the shared csv series; blank is NaN.</summary>
internal static class SharedSeries
{
    public static double[] Column(string folder, string file, string column)
    {
        string[] lines = File.ReadAllLines(SharedData.Path(folder, file));
        int at = Array.IndexOf(lines[0].Split(','), column);
        Assert.True(at >= 0, $"{file} has no column {column}");
        return [.. lines.Skip(1).Select(line => line.Split(',')[at]).Select(cell => cell is "" or "NA" ? double.NaN : double.Parse(cell, CultureInfo.InvariantCulture))];
    }
}
