namespace Geo.Core.Filters;

/// <content>Relations in time, as comparisons of texts that sort as the instants do.</content>
internal sealed partial class SqlTranslation
{
    // Before and after every instant; the last instant of a day, however finely it is divided.
    private const string Always = "''", Never = "'~'", DayStart = "T00:00:00.000Z", DayEnd = "T23:59:59.999Z9999";

    private bool IsDay(Expression expression) => expression is DateLiteral || (expression is Property property && Column(property).Type == FilterType.Date);

    private bool IsInstant(Expression expression) => expression is TimestampLiteral || (expression is Property property && Column(property).Type == FilterType.Timestamp);

    // Table 5 of OGC 21-065r2 (after Allen 1983), for intervals from a1 to a2 and b1 to b2.
    private string Timed(Temporal temporal)
    {
        // Days among days are compared as days; beside an instant a day is all its instants.
        bool days = OnlyDays(temporal.Left) && OnlyDays(temporal.Right);
        var (a1, a2) = Ends(temporal.Left, days);
        var (b1, b2) = Ends(temporal.Right, days);
        return temporal.Relation switch
        {
            TemporalRelation.After => $"({a1} > {b2})",
            TemporalRelation.Before => $"({a2} < {b1})",
            TemporalRelation.Contains => $"({a1} < {b1} AND {a2} > {b2})",
            TemporalRelation.Disjoint => $"({a2} < {b1} OR {a1} > {b2})",
            TemporalRelation.During => $"({a1} > {b1} AND {a2} < {b2})",
            TemporalRelation.Equals => $"({a1} = {b1} AND {a2} = {b2})",
            TemporalRelation.FinishedBy => $"({a1} < {b1} AND {a2} = {b2})",
            TemporalRelation.Finishes => $"({a1} > {b1} AND {a2} = {b2})",
            TemporalRelation.Intersects => $"({a1} <= {b2} AND {a2} >= {b1})",
            TemporalRelation.Meets => $"({a2} = {b1})",
            TemporalRelation.MetBy => $"({a1} = {b2})",
            TemporalRelation.OverlappedBy => $"({a1} > {b1} AND {a1} < {b2} AND {a2} > {b2})",
            TemporalRelation.Overlaps => $"({a1} < {b1} AND {a2} > {b1} AND {a2} < {b2})",
            TemporalRelation.StartedBy => $"({a1} = {b1} AND {a2} > {b2})",
            _ => $"({a1} = {b1} AND {a2} < {b2})",
        };
    }

    private bool OnlyDays(Expression expression) => expression is Interval interval
        ? (interval.From is null || IsDay(interval.From)) && (interval.To is null || IsDay(interval.To))
        : IsDay(expression);

    private (string Start, string End) Ends(Expression expression, bool wholeDays)
    {
        if (expression is Interval interval)
        {
            return (interval.From is null ? Always : Ends(interval.From, wholeDays).Start, interval.To is null ? Never : Ends(interval.To, wholeDays).End);
        }

        if (wholeDays || !IsDay(expression))
        {
            string at = Sql(expression);
            return (at, at);
        }

        if (expression is DateLiteral literal)
        {
            string day = Instants.Write(literal.Value);
            return (Parameter(day + DayStart), Parameter(day + DayEnd));
        }

        string column = Sql(expression);
        return ($"({column} || '{DayStart}')", $"({column} || '{DayEnd}')");
    }
}
