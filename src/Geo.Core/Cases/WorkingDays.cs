using System.Globalization;

namespace Geo.Core.Cases;

/// <summary>Which days are worked on in China (data/holidays.json); in a year that is not listed, Monday to Friday.</summary>
public sealed class WorkingDays
{
    private static readonly Lazy<WorkingDays> Shipped = new(() => Load(Path.Combine(AppContext.BaseDirectory, "data", "holidays.json")));

    private readonly HashSet<DateOnly> _off, _on;

    private WorkingDays(IEnumerable<DateOnly> off, IEnumerable<DateOnly> on) => (_off, _on) = ([.. off], [.. on]);

    /// <summary>The calendar that the program brings.</summary>
    public static WorkingDays Default => Shipped.Value;

    /// <summary>True for a day that is worked on.</summary>
    public bool Worked(DateOnly day) => _on.Contains(day) || (!_off.Contains(day) && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));

    /// <summary>The n-th working day after a day, which does not count itself (Civil Code, art. 201).</summary>
    public DateOnly After(DateOnly day, int n)
    {
        for (int left = n; left > 0;)
        {
            day = day.AddDays(1);
            if (Worked(day)) left--;
        }

        return day;
    }

    /// <summary>The day itself where it is worked on, else the next that is (art. 203).</summary>
    public DateOnly NotBefore(DateOnly day)
    {
        while (!Worked(day)) day = day.AddDays(1);
        return day;
    }

    /// <summary>Loads a calendar.</summary>
    /// <exception cref="InputException">It cannot be read, or a year has no source.</exception>
    public static WorkingDays Load(string file)
    {
        var years = RulesFile.Read<HolidayFile>(file, "data/holidays.json").Years ?? [];
        foreach (var year in years)
        {
            string named = year.Year.ToString(CultureInfo.InvariantCulture);
            if (string.IsNullOrWhiteSpace(year.Document) || string.IsNullOrWhiteSpace(year.Date))
            {
                throw new InputException(file, named, "the year has no source document or no date", "name the State Council's notice");
            }

            foreach (string days in (year.Off ?? []).Concat(year.On ?? []))
            {
                if (days.Split('/').Any(d => !DateOnly.TryParseExact(d, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)))
                {
                    throw new InputException(file, named, $"'{days}' is no day", "write 2025-10-01 or 2025-10-01/2025-10-08");
                }
            }
        }

        return new WorkingDays(years.SelectMany(y => y.Off ?? []).SelectMany(Days), years.SelectMany(y => y.On ?? []).SelectMany(Days));
    }

    private static IEnumerable<DateOnly> Days(string text)
    {
        DateOnly[] ends = [.. text.Split('/').Select(d => DateOnly.ParseExact(d, "yyyy-MM-dd", CultureInfo.InvariantCulture))];
        for (var day = ends[0]; day <= ends[^1]; day = day.AddDays(1)) yield return day;
    }

    private sealed record HolidayFile(IReadOnlyList<HolidayYear> Years);

    private sealed record HolidayYear(int Year, string Document, string Date, IReadOnlyList<string> Off, IReadOnlyList<string> On);
}
