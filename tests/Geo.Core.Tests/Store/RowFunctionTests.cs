using Geo.Core.Store;
using Microsoft.Data.Sqlite;

namespace Geo.Core.Tests.Store;

public sealed class RowFunctionTests : IDisposable
{
    private const string Rows = "SELECT 1 FROM (VALUES (1, '东河', 1.5), (2, NULL, NULL), (3, '', -0.5)) WHERE geowfc_row(column1, column2, column3, x'00ff')";
    private readonly SqliteConnection _connection = new("Data Source=:memory:;Pooling=False");

    public RowFunctionTests()
    {
        _connection.Open();
        RowFunction.Register(_connection.Handle!);
    }

    public void Dispose() => _connection.Dispose();

    [Fact]
    public void Every_row_is_handed_over_with_its_values()
    {
        using var statement = new Statement(_connection, Rows);
        var seen = new List<string>();
        RowFunction.Run(statement, row => seen.Add(
            $"{row.Whole(0)} {row.Kind(1)} {System.Text.Encoding.UTF8.GetString(row.Bytes(1))} {row.Kind(2)} {row.Number(2)} {Convert.ToHexString(row.Bytes(3))}"));
        Assert.Equal(["1 Text 东河 Number 1.5 00FF", "2 Nothing  Nothing 0 00FF", "3 Text  Number -0.5 00FF"], seen);
    }

    [Fact]
    public void What_a_taker_throws_comes_out_and_the_statement_lives_on()
    {
        using var statement = new Statement(_connection, Rows);
        int taken = 0;
        var thrown = Assert.Throws<OperationCanceledException>(() => RowFunction.Run(statement, row =>
        {
            if (++taken == 2) throw new OperationCanceledException("enough");
        }));
        Assert.Equal("enough", thrown.Message);
        Assert.Equal(2, taken);
        statement.Reset();
        RowFunction.Run(statement, _ => taken++);
        Assert.Equal(5, taken);
    }

    [Fact]
    public void One_run_within_another_has_its_own_taker()
    {
        using var outer = new Statement(_connection, Rows);
        using var inner = new Statement(_connection, Rows);
        var seen = new List<long>();
        RowFunction.Run(outer, row =>
        {
            RowFunction.Run(inner, within => seen.Add(10 * within.Whole(0)));
            inner.Reset();
            seen.Add(row.Whole(0));
        });
        Assert.Equal([10, 20, 30, 1, 10, 20, 30, 2, 10, 20, 30, 3], seen);
    }
}
