using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Geo.Core;

/// <summary>One condition of a rule on a figure, as a rules file writes it. A figure that is not there fulfils none but <see cref="Absent"/>.</summary>
/// <param name="Figure">Name of the figure.</param>
/// <param name="AtLeast">Name of the value that it reaches.</param>
/// <param name="Above">Name of the value that it exceeds.</param>
/// <param name="Below">Name of the value that it stays under.</param>
/// <param name="AtMost">Name of the value that it does not exceed.</param>
/// <param name="Is">Text that it is.</param>
/// <param name="In">Texts of which it is one.</param>
/// <param name="Absent">True where it must not be there.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RuleCondition(
    string Figure, string? AtLeast = null, string? Above = null, string? Below = null, string? AtMost = null,
    [property: JsonPropertyName("equals")] string? Is = null, IReadOnlyList<string>? In = null, bool Absent = false)
{
    /// <summary>Names of the values that it compares with.</summary>
    [JsonIgnore]
    public IEnumerable<string> Named => new[] { AtLeast, Above, Below, AtMost }.OfType<string>();

    /// <summary>True where the figure fulfils it.</summary>
    /// <param name="figures">Numbers (double) and texts by name; null or missing where there are none.</param>
    /// <param name="value">A value of the rules file by its name.</param>
    public bool Holds(IReadOnlyDictionary<string, object?> figures, Func<string, double> value)
    {
        ArgumentNullException.ThrowIfNull(figures);
        ArgumentNullException.ThrowIfNull(value);
        object? figure = figures.GetValueOrDefault(Figure);
        if (figure is null || Absent)
        {
            return figure is null && Absent;
        }

        if (figure is string text)
        {
            return Named.FirstOrDefault() is null && (Is is null || text == Is) && (In is null || In.Contains(text));
        }

        double number = (double)figure;
        return this is { Is: null, In: null }
            && (AtLeast is null || number >= value(AtLeast)) && (Above is null || number > value(Above))
            && (Below is null || number < value(Below)) && (AtMost is null || number <= value(AtMost));
    }
}

/// <summary>Sentences of rules: <c>{name}</c> or <c>{name:format}</c> is filled with a figure or a value.</summary>
internal static partial class RuleSentence
{
    /// <summary>The names that stand in a sentence.</summary>
    public static IEnumerable<string> Names(string template) => Places().Matches(template).Select(m => m.Groups[1].Value);

    /// <summary>The sentence with its places filled; null where one has nothing.</summary>
    /// <param name="template">The sentence.</param>
    /// <param name="of">Number (double), text or null by name.</param>
    public static string? Fill(string template, Func<string, object?> of)
    {
        bool whole = true;
        string filled = Places().Replace(template, place =>
        {
            object? value = of(place.Groups[1].Value);
            whole &= value is not null;
            return value is double number ? number.ToString(place.Groups[2].Success ? place.Groups[2].Value : "0.##", CultureInfo.InvariantCulture) : value as string ?? "";
        });
        return whole ? filled : null;
    }

    [GeneratedRegex(@"\{(\w+)(?::([^}]+))?\}")]
    private static partial Regex Places();
}
