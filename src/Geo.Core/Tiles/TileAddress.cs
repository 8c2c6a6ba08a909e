namespace Geo.Core.Tiles;

/// <summary>Place of a tile in its set: level (the tile matrix), row from the north, column from the west.</summary>
public readonly record struct TileAddress(int Level, int Row, int Col);

/// <summary>Rows and columns of a level that hold something, both ends included.</summary>
public readonly record struct TileLimits(int Level, int FirstRow, int LastRow, int FirstCol, int LastCol)
{
    /// <summary>True where the tile is among them.</summary>
    public bool Contains(TileAddress at) =>
        at.Level == Level && at.Row >= FirstRow && at.Row <= LastRow && at.Col >= FirstCol && at.Col <= LastCol;
}
