using System.Text.Json;

namespace Geo.Core.Reporting.Monthly;

/// <summary>Words in both languages.</summary>
public sealed record BothWords(string Zh, string En)
{
    /// <summary>Those of a language.</summary>
    public string In(string language) => language == "zh" ? Zh : En;
}

/// <summary>A task of the plan whose progress the report tells.</summary>
/// <param name="Number">Its number in section four of the plan.</param>
/// <param name="Name">Its title.</param>
/// <param name="Layer">The collection that tells its progress.</param>
/// <param name="Lead">Units in the lead (牵头单位).</param>
/// <param name="With">Units that help (配合单位).</param>
public sealed record PlanTask(int Number, BothWords Name, string Layer, IReadOnlyList<string> Lead, IReadOnlyList<string> With);

/// <summary>Who reports to whom by when (data/report.json).</summary>
public sealed class ReportSettings
{
    private static readonly Lazy<ReportSettings> Shipped = new(() => Load(Path.Combine(AppContext.BaseDirectory, "data", "report.json")));
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private ReportSettings(string where, Stored file)
    {
        var values = new SourcedValues(where, [Named("due_day", file.DueDay), Named("task_day", file.TaskDay), Named("draft_hour", file.DraftHour)]);
        (DueDay, TaskDay, DraftHour) = ((int)values.Get("due_day"), (int)values.Get("task_day"), (int)values.Get("draft_hour"));
        if (DueDay is < 1 or > 27 || TaskDay < 1 || TaskDay > DueDay || DraftHour is < 0 or > 23)
        {
            throw new InputException(where, "due_day", "the days must be 1 to 27, the task's not after the due one, the hour 0 to 23", "mend the values");
        }

        (Issuer, Recipient, DocumentNumber) = (file.Issuer, file.Recipient, file.DocumentNumber);
        Tasks = [.. file.Tasks.Select(t => new PlanTask(t.Number, new BothWords(t.Zh, t.En), t.Layer, t.Lead, t.With))];
    }

    /// <summary>What the program brings.</summary>
    public static ReportSettings Default => Shipped.Value;

    /// <summary>Day of the next month by whose end the report is due.</summary>
    public int DueDay { get; }

    /// <summary>Day of the next month from which it is an open task.</summary>
    public int TaskDay { get; }

    /// <summary>Hour of the 1st at which the draft is made.</summary>
    public int DraftHour { get; }

    /// <summary>发文机关.</summary>
    public BothWords Issuer { get; }

    /// <summary>主送机关.</summary>
    public BothWords Recipient { get; }

    /// <summary>发文字号; {year} in it is the year of the document.</summary>
    public BothWords DocumentNumber { get; }

    /// <summary>The tasks, in order.</summary>
    public IReadOnlyList<PlanTask> Tasks { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">It is damaged, or a value names no source.</exception>
    internal static ReportSettings Load(string path)
    {
        try
        {
            return new ReportSettings(path, JsonSerializer.Deserialize<Stored>(File.ReadAllText(path), Options) ?? throw new JsonException("null"));
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            throw new InputException(path, null, "the settings of the report cannot be read: " + e.Message, "restore the file that the program brings", e);
        }
    }

    private static RuleValue Named(string name, StoredValue value) => new(name, value.Value, value.Unit, value.Document, value.Date);

    private sealed record StoredValue(double Value, string Unit, string Document, string Date);

    private sealed record StoredTask(int Number, string Zh, string En, string Layer, IReadOnlyList<string> Lead, IReadOnlyList<string> With);

    private sealed record Stored(BothWords Issuer, BothWords Recipient, BothWords DocumentNumber, StoredValue DueDay, StoredValue TaskDay, StoredValue DraftHour, IReadOnlyList<StoredTask> Tasks);
}
