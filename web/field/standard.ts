import type { Category, Kind } from './wire'

/** The standard catalogue, for notes before the first sync: kind, group, group in English, whether it is a problem, words. */
const GROUPS: readonly (readonly [Kind, string, string, boolean, readonly (readonly [string, string])[]])[] = [
  ['river', '正常', 'All well', false, [['水面河岸清洁', 'Water and banks clean']]],
  ['forest', '正常', 'All well', false, [['林区正常', 'Forest in order']]],
  ['river', '常见问题', 'Common', true, [['岸边垃圾', 'Rubbish on the bank'], ['漂浮物', 'Floating matter'], ['污水直排', 'Sewage outfall'], ['水体异味异色', 'Smell or colour'], ['非法捕鱼', 'Illegal fishing'], ['公示牌破损', 'Damaged signboard'], ['淤积沉船', 'Silt or wreck'], ['水工建筑物损坏', 'Damaged waterworks']]],
  ['river', '四乱', 'Four disorders', true, [['围垦侵占', 'Reclaimed or occupied'], ['阻水林木', 'Plants in the way of floods'], ['非法采砂', 'Illegal sand mining'], ['乱堆乱倒', 'Dumping'], ['违规涉河建设', 'Unlawful building'], ['岸线滥占', 'Shore misused']]],
  ['river', '乱占', 'Disorderly occupation', true, [['高秆作物', 'Tall crops on the flood land'], ['围网养殖', 'Net farming']]],
  ['river', '乱采', 'Disorderly digging', true, [['违规取土', 'Unlawful digging of earth']]],
  ['river', '乱堆', 'Disorderly heaping', true, [['固体废物', 'Solid waste'], ['阻水堆积物', 'Heaps in the way of floods']]],
  ['river', '乱建', 'Disorderly building', true, [['阻水建筑物', 'Buildings in the way']]],
  ['river', '水质与排口', 'Water and outfalls', true, [['新增排污口', 'New outfall'], ['晴天雨水口出水', 'Storm drain running in dry weather'], ['油污死动物', 'Oil or dead animals']]],
  ['river', '公示牌', 'Signboards', true, [['公示牌缺失', 'Signboard missing'], ['公示牌信息过期', 'Signboard out of date']]],
  ['forest', '常见问题', 'Common', true, [['野外用火', 'Open fire'], ['松材线虫病', 'Pine wilt'], ['其他病虫害', 'Other pests'], ['盗伐滥伐', 'Illegal felling'], ['违法占用林地', 'Forest land occupied'], ['毁林开垦', 'Cleared for farming'], ['猎捕野生动物', 'Hunting or trapping'], ['古树名木受损', 'Old tree harmed'], ['毛竹倒伏', 'Fallen bamboo'], ['界桩损毁', 'Damaged boundary post']]],
  ['forest', '重点监管', 'Under watch', true, [['森林火情', 'Forest fire'], ['湿地受损', 'Wetland harmed'], ['自然保护地违规', 'Breach in a protected area'], ['森林督查图斑', 'Parcel of the forest inspection']]],
  ['river', '其他', 'Other', true, [['其他涉河问题', 'Something else']]],
  ['forest', '其他', 'Other', true, [['其他涉林问题', 'Something else']]],
]

export const STANDARD: readonly Category[] = GROUPS.flatMap(([kind, group, group_en, problem, words]) =>
  words.map(([code, en]) => ({ kind, code, en, group, group_en, problem })),
)
