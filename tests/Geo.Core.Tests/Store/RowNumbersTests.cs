using System.Text;
using CsCheck;
using Geo.Core.Store;

namespace Geo.Core.Tests.Store;

public sealed class RowNumbersTests
{
    [Fact]
    public void They_are_sorted_and_written_whether_they_lie_close_or_far() =>
        Gen.Select(Gen.OneOf(Gen.Const(100L), Gen.Const(5_000L), Gen.Const(long.MaxValue)).SelectMany(most => Gen.Long[-most, most].Array[0, 3000]), Gen.Bool).Sample((drawn, again) =>
        {
            long[] wanted = [.. drawn.Distinct()];
            using var numbers = new RowNumbers();
            if (again)
            {
                numbers.Add(7);
                numbers.Sort();
                _ = numbers.Json();
                numbers.Clear();
            }

            foreach (long number in wanted) numbers.Add(number);
            numbers.Sort();
            return numbers.Count == wanted.Length && Encoding.UTF8.GetString(numbers.Json()) == $"[{string.Join(',', wanted.Order())}]";
        }, iter: 300);

    [Fact]
    public void The_ends_of_all_numbers_are_numbers()
    {
        using var numbers = new RowNumbers();
        foreach (long number in (long[])[long.MaxValue, 0, long.MinValue]) numbers.Add(number);
        numbers.Sort();
        Assert.Equal($"[{long.MinValue},0,{long.MaxValue}]", Encoding.UTF8.GetString(numbers.Json()));
    }
}
