"""Where bodies begin and end: layout, candidates, constraints, features, and the decoder with its weights.

In the order of a scan, each made of the one before (`embedparse.text.tweets.find`):

- `article`: the document once, with its layout, its language, and the bounds of each gap;
- `candidates`: the segments around an attribution that may be its post's (`segments`, `segmentation`), and
  the counts of them that no post has (`constraints`);
- `features`: what speaks for each candidate (`segment_features`, `boundary_features`; all are `declared`);
- `decisions`: the choice of each gap by the fitted `weights`, with its probability;
- `boundaries`: the decisions as spans of posts; `explain` says why.
"""
