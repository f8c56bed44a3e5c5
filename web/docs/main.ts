import 'rapidoc'
