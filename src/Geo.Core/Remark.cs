using System.Collections.ObjectModel;
using System.Globalization;

namespace Geo.Core;

/// <summary>Something told to a person, so that it can be told in another language: the pages make a sentence of their own from code and values.</summary>
/// <param name="Code">What is said: stable, in snake_case; <c>remark.CODE</c> in the pages' zh.json and en.json.</param>
/// <param name="Values">What stands in it, by name: whole and broken numbers, names, lists of names.</param>
/// <param name="English">The sentence in English.</param>
public sealed record Remark(string Code, IReadOnlyDictionary<string, object> Values, string English)
{
    /// <summary>A remark; the sentence is formatted for no culture.</summary>
    public static Remark Of(string code, FormattableString english, params ReadOnlySpan<(string Name, object Value)> values)
    {
        ArgumentNullException.ThrowIfNull(english);
        var byName = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, value) in values) byName.Add(name, value);
        return new Remark(code, new ReadOnlyDictionary<string, object>(byName), english.ToString(CultureInfo.InvariantCulture));
    }
}
