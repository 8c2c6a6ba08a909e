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
    /// <exception cref="InputException">A value stands twice, or has no source document or no date.</exception>
    public SourcedValues(string where, IReadOnlyList<RuleValue> values)
    {
        _byName = [];
        foreach (var rule in values)
        {
            if (string.IsNullOrWhiteSpace(rule.Document) || string.IsNullOrWhiteSpace(rule.Date))
            {
                throw new InputException(where, rule.Name, "the value has no source document or no date", "say where it comes from, or that it is your own choice");
            }

            if (!_byName.TryAdd(rule.Name, rule.Value))
            {
                throw new InputException(where, rule.Name, "the value stands twice", "leave one of the two");
            }
        }

        _where = where;
        Values = values;
    }

    /// <summary>Reads a rules file that holds named values and nothing else.</summary>
    /// <param name="file">The file.</param>
    /// <param name="shipped">Name of the file that is shipped, to compare with.</param>
    /// <exception cref="InputException">It cannot be read, names a value twice, or a value has no source.</exception>
    public static SourcedValues Load(string file, string shipped)
    {
        return new SourcedValues(file, RulesFile.Read<RuleFile>(file, $"data/rules/{shipped}").Values ?? []);
    }

    /// <summary>All values, in the file's order.</summary>
    public IReadOnlyList<RuleValue> Values { get; }

    public IReadOnlyDictionary<string, double> ByName => _byName;

    /// <exception cref="InputException">There is none of this name.</exception>
    public double Get(string name) => _byName.TryGetValue(name, out double value)
        ? value
        : throw new InputException(_where, name, "the value is missing", "add it, as in the file that is shipped");

    private sealed record RuleFile(IReadOnlyList<RuleValue> Values);
}
