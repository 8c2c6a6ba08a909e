namespace Geo.Core;

/// <summary>A named value with its origin.</summary>
/// <param name="Name">Name.</param>
/// <param name="Value">Value.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Document">Where it comes from.</param>
/// <param name="Date">Date of the document, or of the choice.</param>
public sealed record RuleValue(string Name, double Value, string Unit, string Document, string Date);

/// <summary>The named values of a rules file; one that does not say where it comes from is refused.</summary>
internal sealed class SourcedValues
{
    private readonly string _where;
    private readonly Dictionary<string, double> _byName;

    /// <param name="where">The file.</param>
    /// <param name="values">Its values.</param>
    /// <exception cref="InputException">A value has no source document or no date.</exception>
    public SourcedValues(string where, IReadOnlyList<RuleValue> values)
    {
        foreach (var rule in values)
        {
            if (string.IsNullOrWhiteSpace(rule.Document) || string.IsNullOrWhiteSpace(rule.Date))
            {
                throw new InputException(where, rule.Name, "the value has no source document or no date", "say where it comes from, or that it is your own choice");
            }
        }

        (_where, _byName) = (where, values.ToDictionary(v => v.Name, v => v.Value));
    }

    public IReadOnlyDictionary<string, double> ByName => _byName;

    /// <exception cref="InputException">There is none of this name.</exception>
    public double Get(string name) => _byName.TryGetValue(name, out double value)
        ? value
        : throw new InputException(_where, name, "the value is missing", "add it, as in the file that is shipped");
}
