UPDATE forest_plot p
SET cells = (SELECT count(*) FROM plot_cell WHERE plot_id = p.id)
WHERE p.id = ANY(:ids)
