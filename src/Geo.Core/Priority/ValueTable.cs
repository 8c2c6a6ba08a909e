namespace Geo.Core.Priority;

/// <summary>Readings of all criteria of all dumps, by code of the dump; columns of numbers for the arithmetic.</summary>
public sealed class ValueTable
{
    private readonly CriterionReading[][] _readings;

    private ValueTable(CriteriaSet set, IReadOnlyList<PriorityDump> dumps, CriterionReading[][] readings)
    {
        (Set, Dumps, _readings) = (set, dumps, readings);
        Values = Column(r => r.Value);
        Low = Column(r => r.Low);
        High = Column(r => r.High);
    }

    /// <summary>The criteria.</summary>
    public CriteriaSet Set { get; }

    /// <summary>The dumps, ordinally by code: a lower place wins a tie.</summary>
    public IReadOnlyList<PriorityDump> Dumps { get; }

    /// <summary>Urgency [criterion][dump].</summary>
    internal double[][] Values { get; }

    /// <summary>Least urgency in the draws.</summary>
    internal double[][] Low { get; }

    /// <summary>Greatest urgency in the draws.</summary>
    internal double[][] High { get; }

    /// <summary>Number of dumps.</summary>
    public int Count => Dumps.Count;

    /// <summary>What a criterion says of a dump.</summary>
    public CriterionReading this[int criterion, int dump] => _readings[criterion][dump];

    /// <summary>Reads every dump that is to be ranked.</summary>
    /// <exception cref="InputException">Two dumps have one code.</exception>
    public static ValueTable Of(CriteriaSet set, IEnumerable<PriorityDump> dumps)
    {
        ArgumentNullException.ThrowIfNull(set);
        PriorityDump[] ordered = [.. dumps.Where(d => d.Text("status") is not { } status || !set.LeavesOut.Contains(status)).OrderBy(d => d.Code, StringComparer.Ordinal)];
        for (int i = 1; i < ordered.Length; i++)
        {
            if (ordered[i].Code == ordered[i - 1].Code) throw new InputException("dumps", ordered[i].Code, "two dumps have this code", "mend the register");
        }

        return new ValueTable(set, ordered, [.. set.Criteria.Select(c => ordered.Select(d => CriterionReading.Of(c, d)).ToArray())]);
    }

    /// <summary>The same with one reading changed.</summary>
    public ValueTable With(int criterion, int dump, CriterionReading reading)
    {
        var readings = (CriterionReading[][])_readings.Clone();
        readings[criterion] = (CriterionReading[])readings[criterion].Clone();
        readings[criterion][dump] = reading;
        return new ValueTable(Set, Dumps, readings);
    }

    /// <summary>Place of a dump.</summary>
    /// <exception cref="NotFoundException">It is not ranked, or not there.</exception>
    public int IndexOf(string code)
    {
        int low = 0, high = Count - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2, side = string.CompareOrdinal(Dumps[middle].Code, code);
            if (side == 0) return middle;
            if (side < 0) low = middle + 1;
            else high = middle - 1;
        }

        throw new NotFoundException("ranked dump", code);
    }

    private double[][] Column(Func<CriterionReading, double> part) => [.. _readings.Select(row => row.Select(part).ToArray())];
}
