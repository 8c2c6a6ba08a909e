using Dapper;
using Geo.Core.Placement;

namespace Geo.Core.Store;

/// <summary>The last time that a register was held against imagery.</summary>
/// <param name="Register">mine-sites or dumps.</param>
/// <param name="Result">What came of it.</param>
/// <param name="SceneId">The scene.</param>
/// <param name="CheckedAt">When, UTC.</param>
public sealed record StoredRegisterFit(string Register, RegisterFitResult Result, string SceneId, DateTimeOffset CheckedAt);

/// <summary>Whether the registers fit the imagery; written by <see cref="Put"/>.</summary>
public sealed class RegisterFits
{
    private const string Columns = "register, state, east_m AS East, north_m AS North, sites, strength, margin, at_zero AS AtZero, looks_like AS LooksLike, scene_id AS SceneId, checked_at AS CheckedAt";
    private readonly Database _database;

    internal RegisterFits(Database database) => _database = database;

    /// <summary>All registers that were checked.</summary>
    public IReadOnlyList<StoredRegisterFit> List()
    {
        using var connection = _database.Open();
        return [.. connection.Query<Row>($"SELECT {Columns} FROM register_fits ORDER BY register").Select(row => new StoredRegisterFit(row.Register,
            new RegisterFitResult(Enum.Parse<FitState>(row.State), row.East, row.North, (int)row.Sites, row.Strength, row.Margin, row.AtZero, row.LooksLike), row.SceneId, ColumnValue.Instant(row.CheckedAt)))];
    }

    /// <summary>Keeps a result in the place of the one before.</summary>
    public static void Put(StoreWriter writer, StoredRegisterFit fit)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(fit);
        var r = fit.Result;
        writer.Connection.Execute(
            "INSERT OR REPLACE INTO register_fits VALUES (@Register, @State, @EastMetres, @NorthMetres, @Sites, @Strength, @Margin, @AtZero, @LooksLike, @SceneId, @At)",
            new { fit.Register, State = r.State.ToString(), r.EastMetres, r.NorthMetres, r.Sites, r.Strength, r.Margin, r.AtZero, r.LooksLike, fit.SceneId, At = ColumnValue.Instant(fit.CheckedAt) }, writer.Transaction);
        writer.Audit("register.check", fit.Register, r.State.ToString());
    }

    // Dapper fills members by name.
    private sealed class Row
    {
        public string Register { get; init; } = "";
        public string State { get; init; } = "";
        public double East { get; init; }
        public double North { get; init; }
        public long Sites { get; init; }
        public double Strength { get; init; }
        public double Margin { get; init; }
        public double AtZero { get; init; }
        public string? LooksLike { get; init; }
        public string SceneId { get; init; } = "";
        public string CheckedAt { get; init; } = "";
    }
}
