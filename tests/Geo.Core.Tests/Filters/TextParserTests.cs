using Geo.Core.Filters;
using static Geo.Core.Tests.Filters.FilterText;

namespace Geo.Core.Tests.Filters;

public sealed class TextParserTests
{
    private static readonly Property A = new("a"), B = new("b");

    [Fact]
    public void And_binds_stronger_than_or_and_not_stronger_than_both() =>
        Assert.Equal(
            new Or([new Comparison(ComparisonOperator.Equal, A, new NumberLiteral(1)), new And([new Not(new IsNull(A)), new Comparison(ComparisonOperator.Less, B, new NumberLiteral(2))])]),
            Tree("a = 1 or not a is null AND b<2"));

    [Fact]
    public void Products_bind_stronger_than_sums_and_powers_stronger_than_both() =>
        Assert.Equal(
            new Comparison(ComparisonOperator.Equal, A, new Arithmetic(ArithmeticOperator.Minus, new NumberLiteral(10),
                new Arithmetic(ArithmeticOperator.Times, new NumberLiteral(2), new Arithmetic(ArithmeticOperator.Power, new NumberLiteral(3), new NumberLiteral(2))))),
            Tree("a=10-2*3^2"));

    [Fact]
    public void Differences_are_taken_from_left_to_right() =>
        Assert.Equal(
            new Comparison(ComparisonOperator.Equal, A, new Arithmetic(ArithmeticOperator.Minus, new Arithmetic(ArithmeticOperator.Minus, new NumberLiteral(5), new NumberLiteral(3)), new NumberLiteral(-1))),
            Tree("a = 5 - 3 - -1"));

    [Theory]
    [InlineData("a = 'it''s'", "it's"), InlineData(@"a = 'it\'s'", "it's"), InlineData(@"a = 'c:\d'", @"c:\d"), InlineData("a = '河东镇'", "河东镇"), InlineData("a = ''", ""), InlineData(@"a = 'x\\'y'", @"x\'y")]
    public void Quotes_are_doubled_or_escaped(string text, string value) => Assert.Equal(new Comparison(ComparisonOperator.Equal, A, new TextLiteral(value)), Tree(text));

    [Theory]
    [InlineData("1", 1), InlineData("+1.5", 1.5), InlineData("-.5", -0.5), InlineData("1.", 1), InlineData("2.5E-3", 0.0025), InlineData("1e3", 1000)]
    public void Numbers_have_the_forms_of_the_grammar(string text, double value) => Assert.Equal(new Comparison(ComparisonOperator.Equal, A, new NumberLiteral(value)), Tree($"a={text}"));

    [Theory]
    [InlineData("eo:cloud_cover < 0.1", "eo:cloud_cover"), InlineData("\"date\" < 1", "date"), InlineData("date < 1", "date"), InlineData("\"a \"\" b\" < 1", "a \" b"), InlineData("名称 < 1", "名称"), InlineData("a.b < 1", "a.b")]
    public void Names_are_bare_or_quoted(string text, string name) => Assert.Equal(name, ((Property)((Comparison)Tree(text)).Left).Name);

    [Theory]
    [InlineData("", 1, "a property, a value or a function", "the end")]
    [InlineData("THIS IS NOT A FILTER", 13, "NULL or NOT NULL", "'A'")]
    [InlineData("a = ", 5, "a property, a value or a function", "the end")]
    [InlineData("a = 1 b", 7, "AND, OR", "'b'")]
    [InlineData("a = NULL", 5, "IS NULL", "'NULL'")]
    [InlineData("(a = 1", 7, "')'", "the end")]
    [InlineData("a NOT 1", 7, "LIKE, BETWEEN or IN", "'1'")]
    [InlineData("a BETWEEN 1 OR 2", 13, "AND", "'OR'")]
    [InlineData("a IN 1", 6, "'('", "'1'")]
    [InlineData("a = 2^3^4", 8, "^", "'^'")]
    [InlineData("S_INTERSECTS(geometry)", 22, "','", "')'")]
    [InlineData("S_INTERSECTS(g, POINT(1))", 24, "a coordinate", "')'")]
    [InlineData("a = DATE(2020)", 10, "a day", "'2020'")]
    public void An_error_says_where_and_what_was_expected(string text, int character, string expected, string found)
    {
        var error = Refused(() => Tree(text));
        Assert.StartsWith($"at character {character}: ", error.Problem, StringComparison.Ordinal);
        Assert.Contains(expected, error.Problem, StringComparison.Ordinal);
        Assert.Contains(found, error.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a = 'x", 5, "no closing quote"), InlineData("\"a = 1", 1, "no closing quote"), InlineData("a = #", 5, "'#'"), InlineData("a ; b", 3, "';'")]
    [InlineData("a = DATE('2020-13-01')", 10, "2020-13-01"), InlineData("a = TIMESTAMP('2020-01-01T00:00:00')", 15, "in UTC"), InlineData("T_AFTER(a, INTERVAL('x','..'))", 21, "'x'")]
    [InlineData("S_WITHIN(g, POLYGON((0 0, 1 1, 0 1)))", 13, "geometry"), InlineData("S_WITHIN(g, LINESTRING(0 0))", 13, "geometry"), InlineData("S_WITHIN(g, BBOX(1,2,3))", 17, "3 numbers")]
    [InlineData("a = 1e999", 5, "1e999")]
    public void What_cannot_be_read_is_named_with_its_place(string text, int character, string said)
    {
        var error = Refused(() => Tree(text));
        Assert.StartsWith($"at character {character}: ", error.Problem, StringComparison.Ordinal);
        Assert.Contains(said, error.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"op":"=","args":[{"property":"a"}]}""", "$.args"), InlineData("""{"op":"and","args":[]}""", "$.args"), InlineData("""{"op":"=","args":[{"property":1},2]}""", "$.args[0].property")]
    [InlineData("""{"op":"=","args":[{"property":"a"},null]}""", "$.args[1]"), InlineData("""{"op":"="}""", "$"), InlineData("{}", "$"), InlineData("""{"op":"=","args":[{"x":1},1]}""", "$.args[0]")]
    [InlineData("""{"op":"s_within","args":[{"property":"g"},{"type":"Polygon","coordinates":[[[0,0],[1,1]]]}]}""", "$.args[1]"), InlineData("""{"op":"s_within","args":[{"property":"g"},{"type":"Circle","coordinates":[]}]}""", "$.args[1].type")]
    [InlineData("""{"op":"=","args":[{"property":"a"},1e999]}""", "$.args[1]"), InlineData("""{"op":"t_after","args":[{"property":"a"},{"interval":["x",".."]}]}""", "$.args[1].interval[0]"), InlineData("{", "line 1")]
    public void An_error_of_JSON_names_its_path(string json, string path) =>
        Assert.Contains($"at {path}", Refused(() => FromJson(json)).Problem, StringComparison.Ordinal);

    [Fact]
    public void A_list_of_one_needs_no_comma_where_a_list_is_expected() =>
        Assert.Equal(new ArrayComparison(ArrayRelation.Contains, A, new ArrayLiteral([new TextLiteral("x")])), Tree("A_CONTAINS(a, ('x'))"));

    [Theory]
    [InlineData(nameof(FilterLimits.Depth), "levels of nesting"), InlineData(nameof(FilterLimits.Nodes), "operators and values"), InlineData(nameof(FilterLimits.Vertices), "vertices"), InlineData(nameof(FilterLimits.Characters), "characters")]
    public void What_is_too_large_is_refused_in_both_forms(string limit, string said)
    {
        string text = limit switch
        {
            nameof(FilterLimits.Depth) => new string('(', 100) + "a = 1" + new string(')', 100),
            nameof(FilterLimits.Nodes) => string.Join(" OR ", Enumerable.Repeat("a = 1", 1000)),
            nameof(FilterLimits.Vertices) => $"S_INTERSECTS(g, LINESTRING({string.Join(", ", Enumerable.Range(0, 10_001).Select(i => "1 2"))}))",
            _ => $"a = '{new string('x', 70_000)}'",
        };
        string json = limit switch
        {
            nameof(FilterLimits.Depth) => string.Concat(Enumerable.Repeat("""{"op":"not","args":[""", 70)) + "true" + string.Concat(Enumerable.Repeat("]}", 70)),
            nameof(FilterLimits.Nodes) => $$"""{"op":"in","args":[{"property":"a"},[{{string.Join(",", Enumerable.Range(0, 2000))}}]]}""",
            nameof(FilterLimits.Vertices) => $$"""{"op":"s_within","args":[{"property":"g"},{"type":"MultiPoint","coordinates":[{{string.Join(",", Enumerable.Repeat("[1,2]", 10_001))}}]}]}""",
            _ => $"\"{new string('x', 70_000)}\"",
        };
        Assert.Contains(said, Refused(() => Tree(text)).Problem, StringComparison.Ordinal);
        Assert.Contains(said, Refused(() => FromJson(json)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void JSON_nested_without_end_is_refused_before_the_stack_is() =>
        Refused(() => FromJson(string.Concat(Enumerable.Repeat("[", 30_000))));
}
