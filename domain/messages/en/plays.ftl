## plays
