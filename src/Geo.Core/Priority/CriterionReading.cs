namespace Geo.Core.Priority;

/// <summary>What a criterion says of a dump.</summary>
/// <param name="Value">Urgency in [0, 1] that counts in the score.</param>
/// <param name="Low">Least urgency in the draws.</param>
/// <param name="High">Greatest urgency in the draws.</param>
/// <param name="Measured">What was measured, in the criterion's unit; null for classes and where missing.</param>
/// <param name="Class">Code of the class; null for measured values and where missing.</param>
/// <param name="Column">Column that it was read from; null where missing.</param>
public readonly record struct CriterionReading(double Value, double Low, double High, double? Measured, string? Class, string? Column)
{
    /// <summary>True where the neutral value stands for a missing one.</summary>
    public bool Missing => Column is null;

    /// <summary>Reads a criterion of a dump.</summary>
    public static CriterionReading Of(Criterion criterion, PriorityDump dump)
    {
        ArgumentNullException.ThrowIfNull(criterion);
        ArgumentNullException.ThrowIfNull(dump);
        if (criterion.Presence is { } rule)
        {
            if (dump.Text(rule.Column) is { } name) return new(1, 1, 1, null, name, rule.Column);
            return rule.KnownWhen.Any(dump.Holds) ? new(0, 0, 0, null, "none", rule.Column) : Nothing(criterion);
        }

        foreach (var read in criterion.Read)
        {
            if (criterion.Classes is { } classes)
            {
                if (dump.Text(read.Column) is { } code && classes.TryGetValue(code, out double urgency)) return new(urgency, urgency, urgency, null, code, read.Column);
            }
            else if (dump.Number(read.Column) is { } number)
            {
                return Measure(criterion, dump, read, number);
            }
        }

        return Nothing(criterion);
    }

    /// <summary>The same dump with another measured value of this criterion, known without doubt.</summary>
    public CriterionReading Measuring(Criterion criterion, PriorityDump dump, double measured)
    {
        ArgumentNullException.ThrowIfNull(criterion);
        double value = Factor(criterion, dump) * criterion.Function!.Of(measured);
        return new(value, value, value, measured, null, Column ?? criterion.Read[0].Column);
    }

    /// <summary>What weighs the value of a dump; 1 where nothing does.</summary>
    public static double Factor(Criterion criterion, PriorityDump dump)
    {
        ArgumentNullException.ThrowIfNull(criterion);
        ArgumentNullException.ThrowIfNull(dump);
        return criterion.WeightedBy is not { } kinds ? 1
            : dump.Text(kinds.Column) is { } kind && kinds.Classes.TryGetValue(kind, out double factor) ? factor : kinds.Other;
    }

    private static CriterionReading Measure(Criterion criterion, PriorityDump dump, ColumnReading read, double number)
    {
        double factor = Factor(criterion, dump), measured = number * read.Times;
        double one = (read.LowColumn is { } low ? dump.Number(low) : null) ?? number, other = (read.HighColumn is { } high ? dump.Number(high) : null) ?? number;
        double[] possible = [measured, one * (read.Least ?? read.Times), other * (read.Most ?? read.Times)];
        double[] values = [.. possible.Select(m => factor * criterion.Function!.Of(m))];
        return new(values[0], values.Min(), values.Max(), measured, null, read.Column);
    }

    private static CriterionReading Nothing(Criterion criterion) => new(criterion.Missing.Neutral, criterion.Missing.Low, criterion.Missing.High, null, null, null);
}
