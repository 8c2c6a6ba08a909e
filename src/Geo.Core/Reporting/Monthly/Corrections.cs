namespace Geo.Core.Reporting.Monthly;

/// <summary>A person's value in the place of a computed one: the report shows both.</summary>
/// <param name="Key">The figure.</param>
/// <param name="Computed">What was computed when it was corrected.</param>
/// <param name="Value">What is right.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who says so.</param>
/// <param name="At">When, UTC.</param>
public sealed record NumberCorrection(string Key, double? Computed, double Value, string Reason, string By, DateTimeOffset At);

/// <summary>A person's sentence in the place of one that was made from the numbers.</summary>
/// <param name="Key">Which sentence.</param>
/// <param name="Text">Its words.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who wrote it.</param>
/// <param name="At">When, UTC.</param>
public sealed record SentenceCorrection(string Key, string Text, string Reason, string By, DateTimeOffset At);

/// <summary>All that a person put to a draft.</summary>
/// <param name="DocumentNumber">发文字号; null for the blank one.</param>
/// <param name="Remarks">A remark at the end of a section, by section.</param>
/// <param name="Sentences">Sentences in the place of made ones.</param>
/// <param name="Numbers">Numbers in the place of computed ones.</param>
public sealed record Corrections(
    string? DocumentNumber, IReadOnlyDictionary<string, string> Remarks, IReadOnlyList<SentenceCorrection> Sentences, IReadOnlyList<NumberCorrection> Numbers)
{
    /// <summary>Characters that a remark or sentence may have.</summary>
    public const int LongestText = 2000;

    /// <summary>Characters that a reason or document number may have.</summary>
    public const int LongestReason = 500;

    private const string Where = "the corrections";

    /// <summary>Sections that take a remark.</summary>
    public static IReadOnlyList<string> Sections { get; } = ["sites", "dumps", "funding", "cases", "river", "watched", "next"];

    /// <summary>None.</summary>
    public static Corrections Nothing { get; } = new(null, new Dictionary<string, string>(), [], []);

    /// <summary>What a person sent, checked against the draft that it corrects.</summary>
    /// <param name="asked">Keys, texts, values and reasons; authors and times are filled in here, those of unchanged corrections are kept.</param>
    /// <param name="before">What stood before.</param>
    /// <param name="figures">The draft's numbers.</param>
    /// <param name="by">Who corrects.</param>
    /// <param name="at">When, UTC.</param>
    /// <exception cref="InputException">A key that is none, a value or reason that is missing, a text that is too long.</exception>
    public static Corrections Checked(Corrections asked, Corrections before, IReadOnlyDictionary<string, double?> figures, string by, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(before);
        string? number = Text("document_number", asked.DocumentNumber, LongestReason);
        var remarks = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (section, text) in (asked.Remarks ?? new Dictionary<string, string>()).OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            if (!Sections.Contains(section)) throw Wrong("remarks", $"'{section}' is no section", $"use one of {string.Join(", ", Sections)}");
            if (Text($"remarks.{section}", text, LongestText) is { } kept) remarks.Add(section, kept);
        }

        return new Corrections(number, remarks, OwnSentences(asked, before, by, at), OwnNumbers(asked, before, figures, by, at));
    }

    /// <summary>The numbers that the report tells.</summary>
    public IReadOnlyDictionary<string, double?> Applied(IReadOnlyDictionary<string, double?> figures)
    {
        var own = Numbers.ToDictionary(n => n.Key, StringComparer.Ordinal);
        return figures.ToDictionary(f => f.Key, f => own.TryGetValue(f.Key, out var corrected) ? corrected.Value : f.Value, StringComparer.Ordinal);
    }

    /// <summary>Corrections of numbers whose computed value is another now: they must be looked at again.</summary>
    public IReadOnlyList<NumberCorrection> Stale(IReadOnlyDictionary<string, double?> figures) =>
        [.. Numbers.Where(n => !figures.TryGetValue(n.Key, out double? now) || now != n.Computed)];

    private static List<SentenceCorrection> OwnSentences(Corrections asked, Corrections before, string by, DateTimeOffset at)
    {
        var taken = new List<SentenceCorrection>();
        foreach (var one in asked.Sentences ?? [])
        {
            if (!MonthlySentences.Keys.Contains(one.Key)) throw Wrong("sentences", $"'{one.Key}' is no sentence of the report", $"use one of {string.Join(", ", MonthlySentences.Keys)}");
            string text = Text($"sentences.{one.Key}", one.Text, LongestText) ?? throw Wrong($"sentences.{one.Key}", "the text is missing", "leave the sentence out to have the made one");
            string reason = Text($"sentences.{one.Key}.reason", one.Reason, LongestReason) ?? throw Wrong($"sentences.{one.Key}.reason", "it is missing", "say why the sentence was changed");
            if (taken.Any(t => t.Key == one.Key)) throw Wrong($"sentences.{one.Key}", "it is there twice", "send it once");
            taken.Add(before.Sentences.FirstOrDefault(b => b.Key == one.Key && b.Text == text && b.Reason == reason) ?? new SentenceCorrection(one.Key, text, reason, by, at));
        }

        return [.. taken.OrderBy(t => t.Key, StringComparer.Ordinal)];
    }

    private static List<NumberCorrection> OwnNumbers(Corrections asked, Corrections before, IReadOnlyDictionary<string, double?> figures, string by, DateTimeOffset at)
    {
        var taken = new List<NumberCorrection>();
        foreach (var one in asked.Numbers ?? [])
        {
            if (!figures.TryGetValue(one.Key ?? "", out double? computed)) throw Wrong("numbers", $"'{one.Key}' is no number of the report", "use a key of its figures");
            if (!double.IsFinite(one.Value) || one.Value < 0) throw Wrong($"numbers.{one.Key}", "the value must be zero or more", "mend the value");
            string reason = Text($"numbers.{one.Key}.reason", one.Reason, LongestReason) ?? throw Wrong($"numbers.{one.Key}.reason", "it is missing", "say why the computed number is not right");
            if (taken.Any(t => t.Key == one.Key)) throw Wrong($"numbers.{one.Key}", "it is there twice", "send it once");
            taken.Add(before.Numbers.FirstOrDefault(b => b.Key == one.Key && b.Value == one.Value && b.Reason == reason && b.Computed == computed)
                ?? new NumberCorrection(one.Key!, computed, one.Value, reason, by, at));
        }

        return [.. taken.OrderBy(t => t.Key, StringComparer.Ordinal)];
    }

    private static string? Text(string field, string? text, int longest)
    {
        string kept = text?.Trim() ?? "";
        return kept.Length == 0 ? null : kept.Length <= longest ? kept : throw Wrong(field, $"it is {kept.Length} characters long", $"use at most {longest}");
    }

    private static InputException Wrong(string field, string problem, string mend) => new(Where, field, problem, mend);
}
